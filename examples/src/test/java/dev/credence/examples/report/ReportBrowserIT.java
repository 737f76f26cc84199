package dev.credence.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a browser shows it, at the widths of a phone and of a desk. */
@Timeout(120)
class ReportBrowserIT {
  private static final int PHONE = 360;
  private static final int DESK = 1_400;
  private static final int HEIGHT = 900;

  private static Path page;
  private static Chromium browser;

  @BeforeAll
  static void make_the_page(@TempDir Path folder) throws Exception {
    page = folder.resolve("report.html");
    Files.writeString(page, Report.of(Path.of("policies", "deploy.json")));
    browser = Chromium.start(System.getProperty("credence.chromium"), folder.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  private static String verdict(String policy, String scenario) {
    return browser.evaluate(
        "Array.from(document.querySelectorAll('tbody tr'))"
            + ".filter(row => row.querySelector('th a').innerText === '"
            + policy
            + "').flatMap(row => Array.from(row.cells))"
            + ".filter(cell => cell.dataset.scenario === '"
            + scenario
            + "').map(cell => cell.querySelector('.verdict').innerText)");
  }

  @ParameterizedTest
  @ValueSource(ints = {PHONE, DESK})
  void verdicts_are_shown_at_each_width(int width) {
    browser.open(page, width, HEIGHT);

    assertThat(verdict("production", "Environment production")).isEqualTo("trusted");
    assertThat(verdict("production", "Push to main")).isEqualTo("denied");
    assertThat(verdict("preview", "Push to main")).isEqualTo("trusted");
    assertThat(verdict("preview", "Pull request, fork")).isEqualTo("denied");
    assertThat(verdict("preview", "Recycled name")).isEqualTo("denied");
  }

  @ParameterizedTest
  @ValueSource(ints = {PHONE, DESK})
  void page_is_no_wider_than_the_window(int width) {
    browser.open(page, width, HEIGHT);

    assertThat(browser.evaluate("document.documentElement.scrollWidth"))
        .isEqualTo(Integer.toString(width));
  }

  @Test
  void no_column_is_out_of_sight_on_a_desk() {
    browser.open(page, DESK, HEIGHT);

    assertThat(
            browser.evaluate(
                "Array.from(document.querySelectorAll('.scroll'))"
                    + ".filter(map => map.scrollWidth > map.clientWidth).length"))
        .isEqualTo("0");
  }

  @Test
  void every_verdict_has_its_job_beside_it_on_a_phone() {
    browser.open(page, PHONE, HEIGHT);

    assertThat(
            browser.evaluate(
                "Array.from(document.querySelectorAll('td')).filter(cell => getComputedStyle(cell,"
                    + " '::before').content !== JSON.stringify(cell.dataset.scenario)).length"))
        .isEqualTo("0");
  }

  @Test
  void verdicts_stand_out_from_their_ground() {
    browser.open(page, DESK, HEIGHT);

    assertThat(browser.evaluate("getComputedStyle(document.querySelector('td.yes')).color"))
        .isNotEqualTo(
            browser.evaluate("getComputedStyle(document.querySelector('td.yes')).backgroundColor"));
  }

  @Test
  void nothing_is_fetched() {
    browser.open(page, DESK, HEIGHT);

    assertThat(browser.evaluate("performance.getEntriesByType('resource').length")).isEqualTo("0");
  }
}

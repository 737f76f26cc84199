package dev.credence.examples.report;

import dev.credence.TrustPolicy;
import dev.credence.claim.AllOf;
import dev.credence.claim.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The page: the access maps, then each policy in words. Self-contained; nothing is fetched. */
final class ReportPage {
  private final Html html = new Html();

  private ReportPage() {}

  static String of(String title, List<AccessMap> maps, List<TrustPolicy> unmapped) {
    ReportPage page = new ReportPage();
    page.head(title);
    maps.forEach(page::map);
    page.notMapped(unmapped);
    page.html.raw("<h2>The policies in words</h2>\n");
    maps.forEach(map ->
        map.rows().forEach(row -> page.policy(row.policy(), () -> page.explanations(map, row))));
    unmapped.forEach(policy -> page.policy(policy, () -> {}));
    page.html.raw("</main>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private void head(String title) {
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.element("title", "", "Who can get what: " + title);
    html.raw("<style>\n" + ReportStyle.CSS + "</style>\n</head>\n<body>\n<main>\n");
    html.element("h1", "", "Who can get what");
    html.raw("<p class=\"lead\">").text("The policies of ").raw("<code>").text(title);
    html.raw(
        "</code>, asked about every kind of job. Each verdict is the policy's own, on a token ");
    html.raw("minted as the CI would. A job runs where the policy expects it, unless it is about ");
    html.raw("being elsewhere.</p>\n");
  }

  private void map(AccessMap map) {
    html.element("h2", "", map.ci());
    html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Access map\">\n");
    html.raw("<table>\n<thead>\n<tr><th scope=\"col\">Role</th>");
    for (AccessMap.Column column : map.columns()) {
      html.raw("<th scope=\"col\" title=\"").text(column.note()).raw("\">");
      html.breakable(column.title()).raw("</th>");
    }
    html.raw("</tr>\n</thead>\n<tbody>\n");
    map.rows().forEach(row -> row(map, row));
    html.raw("</tbody>\n</table>\n</div>\n");
    html.raw("<details class=\"legend\"><summary>What the columns mean</summary>\n<dl>\n");
    for (AccessMap.Column column : map.columns()) {
      html.element("dt", "", column.title()).element("dd", "", column.note());
    }
    html.raw("</dl>\n</details>\n");
  }

  private void row(AccessMap map, AccessMap.Row row) {
    html.raw("<tr><th scope=\"row\"><a href=\"#").text(anchor(row.policy())).raw("\">");
    html.text(row.policy().name()).raw("</a>");
    row.policy().grants().forEach(grant -> html.raw(" ").element("span", "class=\"grant\"", grant));
    html.raw("</th>");
    for (int i = 0; i < row.cells().size(); i++) {
      cell(map.columns().get(i), row.cells().get(i));
    }
    html.raw("</tr>\n");
  }

  private void cell(AccessMap.Column column, AccessMap.Cell cell) {
    html.raw("<td class=\"").raw(style(column, cell)).raw("\" data-scenario=\"");
    html.text(column.title()).raw("\"><span class=\"verdict\">");
    html.raw(cell.trusted() ? "trusted" : "denied").raw("</span>");
    if (cell.trusted() && column.byOutsiders()) {
      html.element("span", "class=\"why\"", "outsiders can start this");
    }
    if (!cell.reasons().isEmpty()) {
      html.raw("<span class=\"why\">");
      for (int i = 0; i < cell.reasons().size(); i++) {
        html.raw(i == 0 ? "" : ", ").breakable(cell.reasons().get(i));
      }
      html.raw("</span>");
    }
    html.raw("</td>");
  }

  private static String style(AccessMap.Column column, AccessMap.Cell cell) {
    if (!cell.trusted()) {
      return "no";
    }
    return column.byOutsiders() ? "risk" : "yes";
  }

  private void notMapped(List<TrustPolicy> policies) {
    if (!policies.isEmpty()) {
      html.raw("<p class=\"note\">No access map is made for the issuers of: ");
      html.text(String.join(", ", policies.stream().map(TrustPolicy::name).toList()));
      html.raw(". They are below in words.</p>\n");
    }
  }

  private void policy(TrustPolicy policy, Runnable details) {
    html.raw("<section class=\"policy\" id=\"").text(anchor(policy)).raw("\">\n");
    html.element("h3", "", policy.name());
    html.raw("<dl>\n");
    entry("Grants", policy.grants().isEmpty() ? "nothing by name" : join(policy.grants()));
    entry("Issuer", policy.issuer().identifier());
    entry("Audience", policy.audience());
    if (!policy.toleratedAudiences().isEmpty()) {
      entry("Beside it tolerated", join(policy.toleratedAudiences()));
    }
    entry(
        "Expiry",
        "as the token says, at most "
            + words(policy.maxLifetime())
            + " after its issue; "
            + words(policy.clockSkew())
            + " of clock skew"
            + (policy.isOnlyOnce() ? "; each token once only" : ""));
    html.raw("<dt>Requires</dt>\n<dd><ul>\n");
    policy.requirements().forEach(this::requirement);
    html.raw("</ul></dd>\n<dt>Does not pin</dt>\n<dd>");
    unpinned(policy);
    html.raw("</dd>\n</dl>\n");
    details.run();
    html.raw("</section>\n");
  }

  private void requirement(Requirement requirement) {
    if (requirement instanceof AllOf several) {
      several.requirements().forEach(this::requirement);
    } else {
      html.element("li", "", requirement.describe());
    }
  }

  private void unpinned(TrustPolicy policy) {
    if (policy.issuer().identityClaims().isEmpty()) {
      html.raw("Not known: the document does not say which of its issuer's claims tell one job ");
      html.raw("from another.");
      return;
    }
    List<String> claims = Unpinned.of(policy);
    if (claims.isEmpty()) {
      html.raw("Nothing that tells one job from another.");
      return;
    }
    html.raw("<ul class=\"open\">\n");
    claims.forEach(claim -> html.element("li", "", claim));
    html.raw("</ul>");
  }

  private void explanations(AccessMap map, AccessMap.Row row) {
    html.raw("<details><summary>Why each job is denied</summary>\n");
    for (int i = 0; i < row.cells().size(); i++) {
      if (!row.cells().get(i).trusted()) {
        html.element("h4", "", map.columns().get(i).title());
        html.element("pre", "", row.cells().get(i).explanation());
      }
    }
    html.raw("</details>\n");
  }

  private void entry(String term, String description) {
    html.element("dt", "", term).element("dd", "", description);
  }

  private static String join(Iterable<String> words) {
    return String.join(", ", words);
  }

  private static String anchor(TrustPolicy policy) {
    return "policy-" + policy.name();
  }

  /** A span in the largest unit that tells it exactly. */
  static String words(Duration span) {
    long seconds = span.toSeconds();
    if (seconds > 0 && seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour");
    }
    return seconds > 0 && seconds % 60 == 0
        ? count(seconds / 60, "minute")
        : count(seconds, "second");
  }

  private static String count(long number, String unit) {
    return String.format(Locale.ROOT, "%d %s%s", number, unit, number == 1 ? "" : "s");
  }
}

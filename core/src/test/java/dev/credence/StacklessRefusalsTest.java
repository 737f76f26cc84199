package dev.credence;

import static dev.credence.TestPolicies.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.internal.json.JsonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusing a token makes no exception that fills in its stack: that costs more than the rest. */
class StacklessRefusalsTest {
  private static final String EXCEPTIONS = "jdk.JavaExceptionThrow";

  @Test
  void refusals_make_no_exception_but_a_stackless_one(@TempDir Path folder) throws Exception {
    Map<RejectionReason, String> tokens = tokens();
    tokens.values().forEach(TestPolicies::rejection); // loads the classes
    try (Recording recording = new Recording()) {
      recording.enable(EXCEPTIONS).withoutThreshold().withStackTrace();
      recording.start();
      tokens.forEach((reason, token) -> assertThat(rejection(token).reason()).isEqualTo(reason));
      assertThat(new CountedForTest()).isNotNull();
      recording.stop();
      recording.dump(Files.createFile(folder.resolve("exceptions.jfr")));
    }
    assertThat(classesIn(folder.resolve("exceptions.jfr")))
        .contains(CountedForTest.class.getName(), JsonException.class.getName())
        .isSubsetOf(CountedForTest.class.getName(), JsonException.class.getName());
  }

  /** All but a bad signature, at which some Java runtimes make an exception of their own. */
  private static Map<RejectionReason, String> tokens() {
    Map<RejectionReason, String> tokens = new LinkedHashMap<>();
    tokens.put(RejectionReason.MALFORMED, "x".repeat(1_700));
    tokens.put(RejectionReason.TOO_LARGE, "x".repeat(20_000));
    tokens.put(RejectionReason.JSON_INVALID, TokenForge.sign(TokenForge.HEADER, "{\"iss\":x}"));
    tokens.put(RejectionReason.HEADER_FORBIDDEN, TokenForge.sign("{\"alg\":1}", "{\"iss\":\"x\"}"));
    tokens.put(RejectionReason.ISSUER_UNKNOWN, with("iss", "\"https://gitlab.com\""));
    tokens.put(RejectionReason.AUDIENCE_MISMATCH, with("aud", "\"https://other\""));
    tokens.put(RejectionReason.EXPIRED, with("exp", "1000000000"));
    tokens.put(RejectionReason.CLAIM_MISMATCH, with("ref", "\"refs/heads/dev\""));
    return tokens;
  }

  private static String with(String claim, String json) {
    return TokenForge.sign(TokenForge.claims().with(claim, json));
  }

  private static Set<String> classesIn(Path recording) throws Exception {
    return RecordingFile.readAllEvents(recording).stream()
        .filter(event -> event.getEventType().getName().equals(EXCEPTIONS))
        .filter(event -> event.getThread().getJavaThreadId() == Thread.currentThread().getId())
        .filter(StacklessRefusalsTest::isOfDecision)
        .map(StacklessRefusalsTest::thrownClass)
        .collect(Collectors.toSet());
  }

  /** The runtime and its recorder make exceptions of their own around the decisions. */
  private static boolean isOfDecision(RecordedEvent event) {
    return thrownClass(event).equals(CountedForTest.class.getName())
        || event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .anyMatch(TrustPolicy.class.getName()::equals);
  }

  private static String thrownClass(RecordedEvent event) {
    return event.<RecordedClass>getValue("thrownClass").getName();
  }

  /** Shows that exceptions are seen. */
  private static final class CountedForTest extends Exception {
    private static final long serialVersionUID = 1;
  }
}

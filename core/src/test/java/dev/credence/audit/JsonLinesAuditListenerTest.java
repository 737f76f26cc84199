package dev.credence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Events as lines of JSON. */
class JsonLinesAuditListenerTest {
  private static final OutputStream BROKEN =
      new OutputStream() {
        @Override
        public void write(int octet) throws IOException {
          throw new IOException("no space left");
        }
      };

  @Test
  void each_event_is_one_line_and_flushed() {
    StringWriter text = new StringWriter();
    JsonLinesAuditListener listener = JsonLinesAuditListener.to(new BufferedWriter(text));
    listener.on(TestEvents.trusted());
    assertThat(text).hasToString(TestEvents.trusted().toJson() + "\n");
    listener.on(TestEvents.rejected());
    assertThat(text.toString().lines())
        .containsExactly(TestEvents.trusted().toJson(), TestEvents.rejected().toJson());
  }

  @Test
  void a_string_builder_and_a_stream_will_do() {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    JsonLinesAuditListener.to(text).on(TestEvents.trusted());
    JsonLinesAuditListener.toStream(octets).on(TestEvents.trusted());
    assertThat(text.toString()).isEqualTo(octets.toString(StandardCharsets.US_ASCII));
  }

  @Test
  void lines_are_strict_json_whatever_comes() throws Exception {
    StringBuilder text = new StringBuilder();
    JsonLinesAuditListener listener = JsonLinesAuditListener.to(text);
    for (int c = 0; c <= 0xffff; c += 7) {
      String odd = "a" + (char) c + "\"\\\n";
      listener.on(
          AuditEvent.decision(TestEvents.NOW, AuditEvent.Verdict.REJECTED)
              .token(AuditedToken.unverified().subject(odd).claim(odd, odd).build())
              .build());
    }
    for (String line : text.toString().split("\n")) {
      assertThat(StrictJson.parseObject(line, JsonLimits.TOKEN_CLAIMS)).containsKey("unverified");
    }
  }

  @Test
  void lines_of_many_threads_do_not_mix() throws Exception {
    StringBuilder text = new StringBuilder();
    JsonLinesAuditListener listener = JsonLinesAuditListener.to(text);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int number = i;
      done.add(pool.submit(() -> listener.on(TestEvents.numbered(number))));
    }
    for (Future<?> one : done) {
      one.get();
    }
    pool.shutdown();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      expected.add(TestEvents.numbered(i).toJson());
    }
    assertThat(text.toString().lines()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void a_line_that_cannot_be_written_is_noticed() {
    for (JsonLinesAuditListener listener :
        List.of(
            JsonLinesAuditListener.toStream(BROKEN),
            JsonLinesAuditListener.to(new PrintStream(BROKEN, false, StandardCharsets.UTF_8)),
            JsonLinesAuditListener.toStream(new PrintStream(BROKEN, false, StandardCharsets.UTF_8)),
            JsonLinesAuditListener.to(new PrintWriter(BROKEN, false, StandardCharsets.UTF_8)))) {
      assertThatThrownBy(() -> listener.on(TestEvents.trusted()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("An audit line could not be written");
      GuardedAuditListener guarded = GuardedAuditListener.of(listener);
      guarded.on(TestEvents.trusted());
      assertThat(guarded.failures()).isEqualTo(1);
    }
  }
}

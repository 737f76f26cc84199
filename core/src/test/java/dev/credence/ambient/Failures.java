package dev.credence.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What went wrong, after a look at what its message must not hold. */
final class Failures {
  private static final int PIECE = 16;

  private Failures() {}

  static IdTokenUnavailableException of(Kind kind, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(IdTokenUnavailableException.class).hasNoCause();
    IdTokenUnavailableException failure = (IdTokenUnavailableException) thrown;
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    assertThat(failure.getMessage()).startsWith(failure.provider() + ": ");
    assertThat(printed(failure)).doesNotContain(TestTokens.SIGNATURE.substring(0, PIECE));
    return failure;
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

package dev.credence.ambient;

import dev.credence.ambient.IdTokenUnavailableException.Kind;
import dev.credence.internal.http.CredentialRequest;
import dev.credence.internal.http.FetchException;
import dev.credence.internal.http.FetchResult;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A web service that hands out tokens: asked with retries, its failures told in the provider's
 * name. Immutable and thread-safe.
 */
final class TokenService {
  private static final int NOT_FOUND = 404;

  /** What one provider's failures mean. */
  @FunctionalInterface
  interface Advice {
    /** What to say beside a failure, such as which permission is missing; may be empty. */
    String on(FetchException failure);

    /** What stands in the way, where it is not what such a failure usually means. */
    default Kind kindOf(FetchException failure, Kind usual) {
      return usual;
    }
  }

  private final String provider;
  private final AmbientEnvironment environment;
  private final Function<CredentialRequest, CompletableFuture<FetchResult>> sender;
  private final Advice advice;
  private final Supplier<Retries> retries;

  TokenService(
      String provider,
      AmbientEnvironment environment,
      Function<CredentialRequest, CompletableFuture<FetchResult>> sender,
      Advice advice) {
    this(provider, environment, sender, advice, environment::startRetries);
  }

  private TokenService(
      String provider,
      AmbientEnvironment environment,
      Function<CredentialRequest, CompletableFuture<FetchResult>> sender,
      Advice advice,
      Supplier<Retries> retries) {
    this.provider = provider;
    this.environment = environment;
    this.sender = sender;
    this.advice = advice;
    this.retries = retries;
  }

  /** A service on the web, over https. */
  static TokenService onTheWeb(String provider, AmbientEnvironment environment, Advice advice) {
    return new TokenService(provider, environment, environment.fetch()::send, advice);
  }

  /**
   * This service for several requests of one thread, which have one deadline in common from now.
   */
  TokenService withOneDeadline() {
    Retries common = environment.startRetries();
    return new TokenService(provider, environment, sender, advice, () -> common);
  }

  /** A member of the JSON object with which the service answers, which must be a string. */
  String stringMember(CredentialRequest request, String member) throws IdTokenUnavailableException {
    Map<String, Object> answer = json(ask(request));
    if (answer.get(member) instanceof String text) {
      return text;
    }
    throw failure(Kind.BAD_ANSWER, "The answer has no member \"" + member + "\" that is a string.");
  }

  FetchResult ask(CredentialRequest request) throws IdTokenUnavailableException {
    return ask(() -> sender.apply(request));
  }

  FetchResult ask(Attempt attempt) throws IdTokenUnavailableException {
    try {
      return run(attempt);
    } catch (FetchException failure) {
      throw translated(failure);
    }
  }

  /** The same, but empty where the server has no such thing (404). */
  Optional<FetchResult> find(Attempt attempt) throws IdTokenUnavailableException {
    try {
      return Optional.of(run(attempt));
    } catch (FetchException failure) {
      if (failure.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw translated(failure);
    }
  }

  private FetchResult run(Attempt attempt) throws FetchException, IdTokenUnavailableException {
    try {
      return retries.get().run(attempt);
    } catch (TimeoutException late) {
      throw failure(
          Kind.UNREACHABLE, "No answer came within " + environment.deadline().toSeconds() + " s.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(Kind.INTERRUPTED, "The thread was interrupted while it waited for a token.");
    }
  }

  Map<String, Object> json(FetchResult answer) throws IdTokenUnavailableException {
    return json(text(answer));
  }

  String text(FetchResult answer) throws IdTokenUnavailableException {
    String text = StrictUtf8.decode(answer.body());
    if (text == null) {
      throw failure(Kind.BAD_ANSWER, "The answer is not UTF-8.");
    }
    return text;
  }

  IdTokenUnavailableException failure(Kind kind, String problem) {
    return new IdTokenUnavailableException(provider, kind, problem);
  }

  private Map<String, Object> json(String text) throws IdTokenUnavailableException {
    try {
      return StrictJson.parseObject(text, JsonLimits.TOKEN_ANSWER);
    } catch (JsonException invalid) {
      throw failure(Kind.BAD_ANSWER, "The answer is not JSON: " + invalid.getMessage() + ".");
    }
  }

  private IdTokenUnavailableException translated(FetchException failure) {
    String more = advice.on(failure);
    return failure(
        advice.kindOf(failure, usualKindOf(failure)),
        "No token came: " + failure.getMessage() + "." + (more.isEmpty() ? "" : " " + more));
  }

  private static Kind usualKindOf(FetchException failure) {
    return switch (failure.kind()) {
      case ADDRESS -> Kind.BAD_ENVIRONMENT;
      case CONNECT, TLS, DEADLINE, IO -> Kind.UNREACHABLE;
      case STATUS -> Retries.isPassing(failure) ? Kind.UNREACHABLE : Kind.REFUSED;
      case REDIRECT -> Kind.REFUSED;
      case CONTENT_TYPE, CONTENT_ENCODING, TOO_LARGE -> Kind.BAD_ANSWER;
    };
  }
}

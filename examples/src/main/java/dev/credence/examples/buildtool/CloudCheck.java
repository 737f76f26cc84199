package dev.credence.examples.buildtool;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.IdTokenUnavailableException;
import dev.credence.cloud.CloudExchangeException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** The part of the build that needs a cloud: works in it, or tells its user what to change. */
public final class CloudCheck {
  private CloudCheck() {}

  // @start region="check"
  static boolean run(
      CloudSettings settings, AmbientEnvironment job, Clouds clouds, PrintStream out) {
    try (CloudSession cloud = CloudSession.open(settings, job, clouds)) {
      Caller caller = cloud.caller();
      out.println("The build works as " + caller.principal() + " until " + caller.expiresAt());
      return true;
    } catch (IdTokenUnavailableException
        | IOException
        | CloudExchangeException
        | IllegalArgumentException e) {
      String why = exchangeFailure(e).map(Throwable::getMessage).orElse(e.getMessage());
      out.println("The build has no cloud. " + why);
      return false;
    }
  }

  // @end

  // @start region="failure"
  /**
   * Looks for what went wrong between the CI and the cloud, which the clouds' clients wrap.
   *
   * @param failure what a client threw
   * @return what has the code, the condition to look at, and the words for the user
   */
  public static Optional<CloudExchangeException> exchangeFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CloudExchangeException exchange) {
        return Optional.of(exchange);
      }
    }
    return Optional.empty();
  }
  // @end
}

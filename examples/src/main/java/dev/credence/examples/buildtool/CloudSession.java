package dev.credence.examples.buildtool;

import dev.credence.ambient.AmbientEnvironment;
import dev.credence.ambient.IdTokenUnavailableException;
import java.io.IOException;

/** The build's access to the cloud that its user has set, until it is closed. Thread-safe. */
public sealed interface CloudSession extends AutoCloseable
    permits AwsSession, AzureSession, GoogleSession {

  /**
   * Opens a session. Nothing is asked of the cloud yet.
   *
   * @param settings what the user has set
   * @param job what is found around the build, in which its CI is detected
   * @param clouds where the clouds are
   * @return a session
   * @throws IdTokenUnavailableException if no CI is found, or it gives this job no token for the
   *     cloud; says what to change
   * @throws IllegalArgumentException if a setting is missing or can't be right; says which
   */
  static CloudSession open(CloudSettings settings, AmbientEnvironment job, Clouds clouds)
      throws IdTokenUnavailableException {
    String cloud = settings.required("cloud");
    return switch (cloud) {
      case "aws" -> AwsSession.open(settings, job, clouds);
      case "google" -> GoogleSession.open(settings, job, clouds);
      case "azure" -> AzureSession.open(settings, job, clouds);
      default ->
          throw new IllegalArgumentException(
              "The setting cloud is \"" + cloud + "\": it must be aws, google or azure.");
    };
  }

  /**
   * Asks the cloud something with its official client, to see that the build can work in it.
   *
   * @return as whom it does
   * @throws IOException if the cloud doesn't let it, or can't be asked; what credentials have to do
   *     with it is a {@link dev.credence.cloud.CloudExchangeException} along its causes
   */
  Caller caller() throws IOException;

  @Override
  void close();
}

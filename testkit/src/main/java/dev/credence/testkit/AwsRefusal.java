package dev.credence.testkit;

/**
 * An error that a fake of AWS answers with. Its message is shown to the client, as AWS' own are.
 */
final class AwsRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /** AWS' own code. */
  private final String code;

  AwsRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static AwsRefusal invalidParameter(String message) {
    return new AwsRefusal(400, "ValidationError", message);
  }

  static AwsRefusal invalidToken(String message) {
    return new AwsRefusal(400, "InvalidIdentityToken", message);
  }

  /** Whether the role doesn't exist or doesn't trust the job is not told. */
  static AwsRefusal accessDenied() {
    return new AwsRefusal(
        403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  ServerResponse response() {
    return AwsXml.error(status, code, String.valueOf(getMessage()));
  }
}

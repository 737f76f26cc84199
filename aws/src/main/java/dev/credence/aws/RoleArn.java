package dev.credence.aws;

import dev.credence.internal.text.SafeText;

/** The ARN of a role, {@code arn:PARTITION:iam::ACCOUNT:role/[PATH/]NAME}. Immutable. */
final class RoleArn {
  private static final int PARTS = 6;
  private static final int ACCOUNT_DIGITS = 12;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST = 2_048;
  private static final String ROLE = "role/";

  private final String text;
  private final String account;

  private RoleArn(String text, String account) {
    this.text = text;
    this.account = account;
  }

  static RoleArn parse(String text) {
    String[] parts = text.split(":", -1);
    boolean role =
        text.length() <= LONGEST
            && parts.length == PARTS
            && parts[0].equals("arn")
            && Characters.isPartition(parts[1])
            && parts[2].equals("iam")
            && parts[3].isEmpty()
            && isAccount(parts[4])
            && isRole(parts[5]);
    if (!role) {
      throw new IllegalArgumentException(
          "The role has to be an ARN such as arn:aws:iam::123456789012:role/deploy, with the role's"
              + " path before its name, and not that of a session; it is "
              + SafeText.quote(text));
    }
    return new RoleArn(text, parts[4]);
  }

  static boolean isAccount(String text) {
    return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The path may have any visible character of ASCII; the colon was taken out by the split. */
  private static boolean isRole(String resource) {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    return resource.startsWith(ROLE)
        && !resource.contains("//")
        && !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars().allMatch(Characters::isOfName)
        && resource.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  String account() {
    return account;
  }

  @Override
  public String toString() {
    return text;
  }
}

package dev.credence.testkit;

/** Where a redirect within a server leads: the path below a prefix of its own. */
final class MovedPath {
  private static final String PREFIX = "/moved";

  private MovedPath() {}

  static String of(String path) {
    return PREFIX + path;
  }

  static boolean is(String path) {
    return path.startsWith(PREFIX + "/");
  }

  static String original(String moved) {
    return moved.substring(PREFIX.length());
  }
}

package dev.credence.aws;

import dev.credence.internal.text.SafeText;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where STS may be asked, and for how long: a token goes nowhere in the clear. */
final class Endpoint {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  private Endpoint() {}

  static URI checked(URI url) {
    boolean sound =
        url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null
            && isPrivate(url.getScheme(), url.getHost());
    if (!sound) {
      throw new IllegalArgumentException(
          "The endpoint has to be an https URL with a host and at most a port and a path, or http"
              + " on this machine's loopback; it is "
              + SafeText.quote(url));
    }
    return url;
  }

  private static boolean isPrivate(@Nullable String scheme, String host) {
    return "https".equals(scheme) || ("http".equals(scheme) && LOOPBACK.contains(host));
  }

  static Duration checkedTimeout(Duration length) {
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The timeout is " + length + "; it must be positive and at most " + LONGEST_TIMEOUT);
    }
    return length;
  }
}

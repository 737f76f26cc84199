package dev.credence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.credence.FuzzedText;
import dev.credence.internal.http.FetchAddress;
import java.net.URI;

/** Any text as a discovery document of one issuer, whose keys are pinned to a host or not. */
class DiscoveryFuzzTest {
  private static final String ISSUER = "https://ci.example.com";
  private static final String HOST = "keys.example.com";

  @FuzzTest
  @DictionaryEntries({
    "https://ci.example.com/",
    "https://keys.example.com@evil.test/",
    "http://keys.example.com",
    "https://keys.example.com:443/",
    "file:///etc/passwd",
    "https://keys.example.com\\\\@evil.test",
    "https:keys",
    "https://KEYS.example.com",
    "\"jwks_uri\":",
    "\"issuer\":",
    "#",
    "%00",
    "[::1]"
  })
  void keys_are_fetched_only_by_https_and_from_where_the_issuer_says(byte[] input)
      throws Exception {
    String json = FuzzedText.of(input);
    KeyLocation.Discovery anywhere = new KeyLocation.Discovery(ISSUER);
    URI found = jwksUri(anywhere, json);
    URI pinned = jwksUri(anywhere.pinnedTo(HOST), json);
    if (found == null) {
      assertThat(pinned).as("a pinned host forbids more").isNull();
      return;
    }
    assertThat(found.getScheme()).isEqualTo("https");
    assertThat(found.getHost()).isNotBlank();
    assertThat(found.getRawUserInfo()).isNull();
    assertThat(found.getRawFragment()).isNull();
    assertThat(found.toString().chars()).allMatch(c -> c > ' ' && c < 0x7f);
    assertThat(JSONObjectUtils.parse(json))
        .containsEntry("issuer", ISSUER)
        .containsEntry("jwks_uri", found.toString());
    boolean onHost = found.getHost().equalsIgnoreCase(HOST);
    assertThat(pinned).isEqualTo(onHost ? found : null);
  }

  private static URI jwksUri(KeyLocation.Discovery expected, String json) {
    try {
      return DiscoveryDocument.jwksUri(expected, json, FetchAddress.HTTPS);
    } catch (LoadFailure refused) {
      assertThat(refused.kind()).isEqualTo(KeyFailure.DISCOVERY);
      FuzzedText.requireHarmless(refused.problem(), false);
      return null;
    }
  }
}

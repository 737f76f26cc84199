package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.credence.internal.jose.TestJson;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.keys.KeySet;
import dev.credence.keys.SignatureAlgorithm;
import dev.credence.keys.VerificationKey;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Wycheproof's JOSE vectors and gives each case to the code under test.
 *
 * <p>The vectors are no part of this project: the system property {@value #FOLDER} names the folder
 * that has them. Without it a test reports that it was not run; with it, missing files are a
 * failure.
 */
final class WycheproofVectors {
  private static final String FOLDER = "credence.vectors";
  private static final JsonLimits LIMITS =
      new JsonLimits(1 << 20, 16, 100_000, 20, 1 << 16, 10_000);

  private WycheproofVectors() {}

  /**
   * One case.
   *
   * @param id Wycheproof's number of the case
   * @param keys the JWK set it is to be checked with, as JSON
   * @param jws the compact serialisation, or another as JSON
   * @param valid what the file says of it
   */
  record Case(int id, String keys, String jws, boolean valid) {}

  /** All cases of a file that come with a public key. */
  static List<Case> asymmetricCases(String fileName) throws Exception {
    return cases(fileName, "public");
  }

  /** All signed cases of a file whose key is a secret, shared or in a set with a shared one. */
  static List<Case> symmetricCases(String fileName) throws Exception {
    return cases(fileName, "private");
  }

  @SuppressWarnings("unchecked")
  private static List<Case> cases(String fileName, String kind) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Object element : (List<Object>) document(fileName).get("testGroups")) {
      Map<String, Object> group = (Map<String, Object>) element;
      boolean isPublic = group.get("public") != null;
      if (isPublic == kind.equals("public") && group.get(kind) instanceof Map<?, ?> found) {
        String keys = keySet((Map<String, Object>) found);
        for (Object test : (List<Object>) group.get("tests")) {
          if (((Map<String, Object>) test).containsKey("jws")) {
            cases.add(read((Map<String, Object>) test, keys));
          }
        }
      }
    }
    return cases;
  }

  /**
   * Whether a case passes the strict JWS layer: its form, its key, its algorithm, its signature.
   */
  static boolean accepts(Case vector) {
    KeySet keys;
    try {
      keys = KeySet.parse(vector.keys());
    } catch (IllegalArgumentException noUsableKey) {
      return false;
    }
    return CompactJws.parse(vector.jws()) instanceof Outcome.Passed<CompactJws> passed
        && isSigned(keys, passed.value());
  }

  private static boolean isSigned(KeySet keys, CompactJws jws) {
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.fromJoseName(jws.header().algorithm()).orElse(null);
    return algorithm != null
        && candidates(keys, jws.header().keyId()).stream()
            .anyMatch(key ->
                key.supports(algorithm)
                    && key.verifies(algorithm, jws.signingInput(), jws.signature()));
  }

  /** Every JWE of a file of encryptions, in compact or JSON serialization. */
  @SuppressWarnings("unchecked")
  static List<String> encryptedTokens(String fileName) throws Exception {
    List<String> tokens = new ArrayList<>();
    for (Object group : (List<Object>) document(fileName).get("testGroups")) {
      for (Object test : (List<Object>) ((Map<String, Object>) group).get("tests")) {
        Object jwe = ((Map<String, Object>) test).get("jwe");
        if (jwe != null) {
          tokens.add(text(jwe));
        }
      }
    }
    return tokens;
  }

  private static String text(@Nullable Object compactOrJson) {
    return compactOrJson instanceof String text ? text : TestJson.write(compactOrJson);
  }

  private static List<VerificationKey> candidates(KeySet keys, @Nullable String kid) {
    return kid == null ? keys.keys() : keys.withId(kid);
  }

  private static Map<String, Object> document(String fileName) throws Exception {
    String folder = System.getProperty(FOLDER, "");
    assumeTrue(!folder.isEmpty(), "not run: the system property " + FOLDER + " names no folder");
    Path file = Path.of(folder, "wycheproof", fileName);
    assertThat(file).isRegularFile();
    return StrictJson.parseObject(Files.readString(file), LIMITS);
  }

  private static String keySet(Map<String, Object> keyOrSet) {
    return TestJson.write(
        keyOrSet.containsKey("keys") ? keyOrSet : Map.of("keys", List.of(keyOrSet)));
  }

  private static Case read(Map<String, Object> test, String keys) {
    return new Case(
        ((BigDecimal) test.get("tcId")).intValueExact(),
        keys,
        text(test.get("jws")),
        test.get("result").equals("valid"));
  }
}

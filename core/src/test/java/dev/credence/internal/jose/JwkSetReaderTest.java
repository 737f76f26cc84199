package dev.credence.internal.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.credence.internal.json.JsonNull;
import dev.credence.internal.text.Base64Url;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetReaderTest {
  private static final Map<String, Object> GOOD = TestKeys.jwk("good", JwsAlgorithm.RS256);
  private static final Map<String, Object> RSA = TestKeys.jwk("bad", TestKeys.otherRsa());
  private static final Map<String, Object> EC =
      TestKeys.jwk("bad", TestKeys.pairFor(JwsAlgorithm.ES256));
  private static final Map<String, Object> ED =
      TestKeys.jwk("bad", TestKeys.pairFor(JwsAlgorithm.ED25519));

  @ParameterizedTest
  @MethodSource
  void poisoned_entry_never_costs_the_good_key(Object poison, String reason) throws Exception {
    for (List<Object> entries : List.of(List.of(poison, GOOD), List.of(GOOD, poison))) {
      JwkSet set = JwkSetReader.read(TestJson.keySet(entries));

      assertThat(set.keys()).singleElement().extracting(key -> key.id().get()).isEqualTo("good");
      assertThat(set.skipped()).singleElement().extracting(SkippedJwk::reason).isEqualTo(reason);
    }
  }

  static Stream<Arguments> poisoned_entry_never_costs_the_good_key() {
    return Stream.of(
        argumentSet(
            "unknown kty",
            Map.of("kid", "bad", "kty", "AKP", "alg", "ML-DSA-65", "pub", "AAAA"),
            "its kty is \"AKP\"; known: RSA, EC and OKP"),
        argumentSet("missing kty", without(RSA, "kty"), "it has no kty"),
        argumentSet("number kty", with(RSA, "kty", 5), "its kty is a number, not a string"),
        argumentSet("null kty", with(RSA, "kty", JsonNull.NULL), "its kty is null, not a string"),
        argumentSet(
            "kty in other case",
            with(RSA, "kty", "rsa"),
            "its kty is \"rsa\"; known: RSA, EC and OKP"),
        argumentSet("null entry", JsonNull.NULL, "the entry is null where a JSON object belongs"),
        argumentSet("string", "AQAB", "the entry is a string where a JSON object belongs"),
        argumentSet("number", 1, "the entry is a number where a JSON object belongs"),
        argumentSet("boolean", true, "the entry is a boolean where a JSON object belongs"),
        argumentSet("array", List.of(1), "the entry is an array where a JSON object belongs"),
        argumentSet("empty object", Map.of(), "it has no kty"),
        argumentSet("missing n", without(RSA, "n"), "it has no n"),
        argumentSet("missing e", without(RSA, "e"), "it has no e"),
        argumentSet("number n", with(RSA, "n", 5), "its n is a number, not a string"),
        argumentSet("padded n", with(RSA, "n", "AAE="), "its n is not canonical base64url"),
        argumentSet("trailing bits in e", with(RSA, "e", "AQABA"), badBase64("e")),
        argumentSet("plus in n", with(RSA, "n", "A+/B"), badBase64("n")),
        argumentSet(
            "empty n",
            with(RSA, "n", ""),
            "its modulus has 0 bits where 2048 to 8192 are required"),
        argumentSet(
            "secp256k1",
            with(EC, "crv", "secp256k1"),
            "its crv is \"secp256k1\"; known for EC: P-256, P-384 and P-521"),
        argumentSet("no crv", without(EC, "crv"), "it has no crv"),
        argumentSet(
            "off the curve",
            with(EC, "y", EC.get("x")),
            "its x and y are no point of the curve P-256"),
        argumentSet(
            "point at infinity",
            with(with(EC, "x", zeros(32)), "y", zeros(32)),
            "its x and y are no point of the curve P-256"),
        argumentSet(
            "x not below p",
            with(EC, "x", ones(32)),
            "its x and y are no point of the curve P-256"),
        argumentSet(
            "short x", with(EC, "x", zeros(31)), "its x has 31 octets where P-256 requires 32"),
        argumentSet(
            "long y", with(EC, "y", zeros(33)), "its y has 33 octets where P-256 requires 32"),
        argumentSet(
            "P-256 point named P-384",
            with(EC, "crv", "P-384"),
            "its x has 32 octets where P-384 requires 48"),
        argumentSet(
            "X25519", with(ED, "crv", "X25519"), "its crv is \"X25519\"; known for OKP: Ed25519"),
        argumentSet(
            "Ed448", with(ED, "crv", "Ed448"), "its crv is \"Ed448\"; known for OKP: Ed25519"),
        argumentSet(
            "short Ed25519",
            with(ED, "x", zeros(31)),
            "its x has 31 octets where Ed25519 requires 32"),
        argumentSet(
            "small order Ed25519",
            with(ED, "x", zeros(32)),
            "its x is no point of Ed25519, or one of small order"),
        argumentSet(
            "unknown alg",
            with(RSA, "alg", "RS1"),
            "its alg is \"RS1\", which no key of its kty and crv can check"),
        argumentSet(
            "encryption alg",
            with(RSA, "alg", "RSA-OAEP"),
            "its alg is \"RSA-OAEP\", which no key of its kty and crv can check"),
        argumentSet(
            "alg of another curve",
            with(EC, "alg", "ES384"),
            "its alg is \"ES384\", which no key of its kty and crv can check"),
        argumentSet(
            "alg of another type",
            with(ED, "alg", "ES256"),
            "its alg is \"ES256\", which no key of its kty and crv can check"),
        argumentSet(
            "symmetric alg on an RSA key",
            with(RSA, "alg", "HS256"),
            "its alg is \"HS256\", which no key of its kty and crv can check"),
        argumentSet("null alg", with(RSA, "alg", JsonNull.NULL), "its alg is null, not a string"),
        argumentSet(
            "use enc", with(RSA, "use", "enc"), "its use is \"enc\" where \"sig\" is required"),
        argumentSet(
            "use in other case",
            with(RSA, "use", "SIG"),
            "its use is \"SIG\" where \"sig\" is required"),
        argumentSet(
            "use of certificates",
            with(RSA, "use", "x509-svid"),
            "its use is \"x509-svid\" where \"sig\" is required"),
        argumentSet(
            "array use", with(RSA, "use", List.of("sig")), "its use is an array, not a string"),
        argumentSet(
            "key_ops without verify",
            with(RSA, "key_ops", List.of("encrypt")),
            "its key_ops is [\"encrypt\"] where \"verify\" is required"),
        argumentSet(
            "empty key_ops",
            with(RSA, "key_ops", List.of()),
            "its key_ops is [] where \"verify\" is required"),
        argumentSet(
            "string key_ops",
            with(RSA, "key_ops", "verify"),
            "its key_ops is \"verify\" where \"verify\" is required"),
        argumentSet(
            "use against key_ops",
            with(with(RSA, "use", "sig"), "key_ops", List.of("encrypt")),
            "its key_ops is [\"encrypt\"] where \"verify\" is required"),
        argumentSet(
            "revoked", with(RSA, "revoked", Map.of("revoked_at", 1)), "it is marked as revoked"),
        argumentSet("revoked null", with(RSA, "revoked", JsonNull.NULL), "it is marked as revoked"),
        argumentSet("number kid", with(RSA, "kid", 7), "its kid is a number, not a string"),
        argumentSet(
            "long kid",
            with(RSA, "kid", "k".repeat(257)),
            "its kid must be 1 to 256 printable ASCII characters"),
        argumentSet(
            "empty kid",
            with(RSA, "kid", ""),
            "its kid must be 1 to 256 printable ASCII characters"),
        argumentSet(
            "kid with a line break",
            with(RSA, "kid", "a\nb"),
            "its kid must be 1 to 256 printable ASCII characters"),
        argumentSet(
            "small RSA",
            TestKeys.jwk("bad", TestKeys.generated("RSA", 1024)),
            "its modulus has 1024 bits where 2048 to 8192 are required"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
  void private_member_costs_the_entry_and_is_reported_without_its_value(String member)
      throws Exception {
    Map<String, Object> leaking = with(RSA, member, "c2VjcmV0LXZhbHVl");

    JwkSet set = JwkSetReader.read(TestJson.keySet(leaking, GOOD));

    assertThat(set.keys()).hasSize(1);
    assertThat(set.skipped())
        .containsExactly(
            new SkippedJwk(
                "bad", "it publishes private key material in its member " + member, true));
  }

  @Test
  void symmetric_entry_is_dropped_and_reported_without_its_value() throws Exception {
    Map<String, Object> symmetric =
        Map.of("kid", "s", "kty", "oct", "k", "c2VjcmV0", "alg", "HS256");

    JwkSet set = JwkSetReader.read(TestJson.keySet(symmetric, GOOD));

    assertThat(set.keys()).hasSize(1);
    assertThat(set.skipped())
        .containsExactly(
            new SkippedJwk("s", "it is symmetric: whoever reads this set can sign with it", true));
  }

  @ParameterizedTest
  @MethodSource
  void harmless_oddity_keeps_the_key(Map<String, Object> jwk) throws Exception {
    JwkSet set = JwkSetReader.read(TestJson.keySet(jwk));

    assertThat(set.keys()).hasSize(1);
    assertThat(set.skipped()).isEmpty();
  }

  static Stream<Arguments> harmless_oddity_keeps_the_key() {
    byte[] modulus = Base64Url.decode((String) RSA.get("n"));
    byte[] withZero = new byte[modulus.length + 1];
    System.arraycopy(modulus, 0, withZero, 1, modulus.length);
    return Stream.of(
        argumentSet("nothing but the key", RSA),
        argumentSet("use sig", with(RSA, "use", "sig")),
        argumentSet("use of SPIFFE", with(EC, "use", "jwt-svid")),
        argumentSet("key_ops verify", with(RSA, "key_ops", List.of("verify"))),
        argumentSet("use and key_ops", with(with(RSA, "use", "sig"), "key_ops", List.of("verify"))),
        argumentSet("leading zero octet in n", with(RSA, "n", Base64Url.encode(withZero))),
        argumentSet("broken certificate", with(RSA, "x5c", List.of("!!", 5))),
        argumentSet("x5c of the wrong type", with(RSA, "x5c", JsonNull.NULL)),
        argumentSet("broken thumbprints", with(with(RSA, "x5t", 1), "x5t#S256", "?")),
        argumentSet("certificate URL", with(RSA, "x5u", "http://127.0.0.1:1/never-fetched")),
        argumentSet("expiry of its own", with(RSA, "exp", 1)),
        argumentSet("unknown members", with(RSA, "example", Map.of("a", List.of(1)))),
        argumentSet("longest kid", with(RSA, "kid", "k".repeat(256))),
        argumentSet("kid from the first to the last printable", with(RSA, "kid", " ~")),
        argumentSet("no kid", without(RSA, "kid")),
        argumentSet("old name of Ed25519", with(ED, "alg", "EdDSA")),
        argumentSet("new name of Ed25519", with(ED, "alg", "Ed25519")));
  }

  @Test
  void rsa_key_without_alg_supports_the_six_rsa_algorithms() throws Exception {
    assertThat(only(RSA).algorithms())
        .containsExactly(
            JwsAlgorithm.RS256,
            JwsAlgorithm.RS384,
            JwsAlgorithm.RS512,
            JwsAlgorithm.PS256,
            JwsAlgorithm.PS384,
            JwsAlgorithm.PS512);
  }

  @Test
  void named_alg_pins_the_key_to_it() throws Exception {
    assertThat(only(with(RSA, "alg", "PS384")).algorithms()).containsExactly(JwsAlgorithm.PS384);
  }

  @Test
  void curve_pins_the_key_to_its_algorithm() throws Exception {
    assertThat(only(EC).algorithms()).containsExactly(JwsAlgorithm.ES256);
    assertThat(only(ED).algorithms()).containsExactly(JwsAlgorithm.ED25519);
  }

  @Test
  void same_kid_and_type_with_different_keys_drops_both() throws Exception {
    Map<String, Object> first = with(RSA, "kid", "twice");
    Map<String, Object> second = TestKeys.jwk("twice", TestKeys.rsa());

    JwkSet set = JwkSetReader.read(TestJson.keySet(first, EC, second));

    assertThat(set.keys()).singleElement().extracting(PublicJwk::description).isEqualTo("EC P-256");
    String reason = "another key of the set has the same kid and kty";
    assertThat(set.skipped())
        .containsExactly(
            new SkippedJwk("twice", reason, false), new SkippedJwk("twice", reason, false));
  }

  @Test
  void same_key_under_two_algorithms_and_one_kid_drops_both() {
    Map<String, Object> first = with(RSA, "alg", "RS256");
    Map<String, Object> second = with(RSA, "alg", "PS256");

    assertThatThrownBy(() -> JwkSetReader.read(TestJson.keySet(first, second)))
        .isInstanceOf(JwkSetException.class)
        .hasMessageContaining("another key of the set has the same kid and kty");
  }

  @Test
  void repeated_identical_key_is_used_once() throws Exception {
    JwkSet set = JwkSetReader.read(TestJson.keySet(RSA, with(RSA, "use", "sig")));

    assertThat(set.keys()).hasSize(1);
    assertThat(set.skipped())
        .containsExactly(new SkippedJwk("bad", "it repeats an earlier entry", false));
  }

  @Test
  void same_kid_of_different_types_keeps_both() throws Exception {
    assertThat(JwkSetReader.read(TestJson.keySet(RSA, EC, ED)).keys()).hasSize(3);
  }

  @Test
  void unusable_twin_does_not_make_the_good_key_ambiguous() throws Exception {
    Map<String, Object> twin = with(with(RSA, "kid", "good"), "use", "enc");

    assertThat(JwkSetReader.read(TestJson.keySet(twin, GOOD)).keys()).hasSize(1);
  }

  @Test
  void keys_without_kid_are_not_ambiguous() throws Exception {
    Map<String, Object> other = without(TestKeys.jwk("x", TestKeys.rsa()), "kid");

    assertThat(JwkSetReader.read(TestJson.keySet(without(RSA, "kid"), other)).keys()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource
  void unusable_document_is_refused(String document, String problem) {
    assertThatThrownBy(() -> JwkSetReader.read(document))
        .isInstanceOf(JwkSetException.class)
        .hasMessage(problem)
        .hasNoCause();
  }

  static Stream<Arguments> unusable_document_is_refused() {
    String good = TestJson.write(GOOD);
    String array = "the JWK set has no array named keys";
    return Stream.of(
        argumentSet("no keys", "{}", array),
        argumentSet("null keys", "{\"keys\":null}", array),
        argumentSet("object keys", "{\"keys\":" + good + "}", array),
        argumentSet("keys in other case", "{\"Keys\":[" + good + "]}", array),
        argumentSet("a bare JWK", good, array),
        argumentSet("empty", "{\"keys\":[]}", "the JWK set is empty"),
        argumentSet(
            "too many",
            TestJson.keySet(Collections.nCopies(65, GOOD)),
            "the JWK set has 65 entries; at most 64 are read"),
        argumentSet(
            "three unusable",
            TestJson.keySet(List.of(1, 2, 3)),
            "the JWK set has no usable key (\"\": the entry is a number where a JSON object"
                + " belongs; \"\": the entry is a number where a JSON object belongs; \"\": the"
                + " entry is a number where a JSON object belongs)"),
        argumentSet(
            "nothing usable",
            TestJson.keySet(List.of(1, with(RSA, "use", "enc"), 2, 3)),
            "the JWK set has no usable key (\"\": the entry is a number where a JSON object"
                + " belongs; \"bad\": its use is \"enc\" where \"sig\" is required; \"\": the entry"
                + " is a number where a JSON object belongs; and others)"));
  }

  @ParameterizedTest
  @MethodSource
  void document_that_is_not_strict_json_is_refused(String document) {
    assertThatThrownBy(() -> JwkSetReader.read(document))
        .isInstanceOf(JwkSetException.class)
        .hasMessageStartingWith("the JWK set is not strict JSON: ")
        .hasNoCause();
  }

  static Stream<Arguments> document_that_is_not_strict_json_is_refused() {
    String good = TestJson.write(GOOD);
    return Stream.of(
        argumentSet("duplicate keys", "{\"keys\":[" + good + "],\"keys\":[]}"),
        argumentSet(
            "duplicate member in an entry", "{\"keys\":[{\"kty\":\"RSA\",\"kty\":\"EC\"}]}"),
        argumentSet("array", "[" + good + "]"),
        argumentSet("web page", "<html></html>"),
        argumentSet("nothing", ""),
        argumentSet("too long", "{\"keys\":[" + good + "]" + " ".repeat(131_072) + "}"));
  }

  @Test
  void largest_number_of_entries_is_read() throws Exception {
    List<Object> entries = Collections.nCopies(64, GOOD);

    assertThat(JwkSetReader.read(TestJson.keySet(entries)).skipped()).hasSize(63);
  }

  @Test
  void weak_modulus_from_roca_is_skipped() throws Exception {
    Map<String, Object> roca =
        with(RSA, "n", TestKeys.unsigned(RocaFingerprintTest.fingerprinted(new SecureRandom())));

    assertThat(JwkSetReader.read(TestJson.keySet(roca, GOOD)).skipped())
        .extracting(SkippedJwk::reason)
        .containsExactly("its modulus comes from a broken generator (ROCA, CVE-2017-15361)");
  }

  private static PublicJwk only(Map<String, Object> jwk) throws JwkSetException {
    return JwkSetReader.read(TestJson.keySet(jwk)).keys().get(0);
  }

  static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> without(Map<String, Object> jwk, String name) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.remove(name);
    return changed;
  }

  private static String badBase64(String member) {
    return "its " + member + " is not canonical base64url";
  }

  private static String zeros(int octets) {
    return Base64Url.encode(new byte[octets]);
  }

  private static String ones(int octets) {
    byte[] ones = new byte[octets];
    Arrays.fill(ones, (byte) 0xff);
    return Base64Url.encode(ones);
  }
}

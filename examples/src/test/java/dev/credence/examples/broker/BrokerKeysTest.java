package dev.credence.examples.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKeysTest {
  private static ECKeyGenerator ec() {
    return new ECKeyGenerator(Curve.P_256);
  }

  private static void assertUnusable(String problem, JWK... keys) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BrokerKeys.of(new JWKSet(List.of(keys))))
        .withMessage("A key of the broker " + problem);
  }

  @Test
  void keys_that_cannot_serve_are_refused() throws Exception {
    ECKey good = ec().keyID("a").algorithm(JWSAlgorithm.ES256).generate();

    assertUnusable("can't sign, or is missing");
    assertUnusable("can't sign, or is missing", good.toPublicJWK());
    assertUnusable("has no alg", ec().keyID("a").generate());
    assertUnusable("has no kid of its own", ec().algorithm(JWSAlgorithm.ES256).generate());
    assertUnusable("has no kid of its own", good, good);
    assertUnusable(
        "can't sign with its alg", ec().keyID("a").algorithm(JWSAlgorithm.RS256).generate());
    assertUnusable(
        "is secret to both sides",
        new OctetSequenceKeyGenerator(256).keyID("a").algorithm(JWSAlgorithm.HS256).generate());
    assertThat(BrokerKeys.of(new JWKSet(good)).published()).contains("\"kid\":\"a\"");
  }

  @Test
  void file_that_is_no_key_set_is_named_and_not_shown(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, "{\"keys\": [{\"kty\": \"EC\", \"d\": \"secret-value\"}]}");

    assertThatIOException()
        .isThrownBy(() -> BrokerKeys.load(file))
        .withMessage(file + " is not a JWK set")
        .withNoCause();

    ECKey good = ec().keyID("a").algorithm(JWSAlgorithm.ES256).generate();
    Files.writeString(file, new JWKSet(good).toString(false));
    assertThat(BrokerKeys.load(file).published()).doesNotContain("\"d\"");
  }
}

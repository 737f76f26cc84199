package dev.credence.testkit;

import dev.credence.keys.SignatureAlgorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fake of an AWS account's outbound identity federation. Unless told otherwise its tokens are
 * those of the role {@code ci-deploy} of the account 123456789012, signed with ES384.
 *
 * <p>As with the real one, each account has the same two key ids, {@code EC384_0} and {@code
 * RSA_0}, and the RSA key is published without {@code alg}. Each scenario returns a token that can
 * be changed further before it is signed. Thread-safe.
 */
public final class AwsOutboundIssuer extends CiIssuer<AwsOutboundIssuer> {
  static final String IDENTIFIER =
      "https://a1b2c3d4-5678-90ab-cdef-111122223333.tokens.sts.global.api.aws";

  private static final String STRANGERS_ACCOUNT = "666666666666";

  private final SigningKey rsa = SigningKey.generate("RSA_0", SignatureAlgorithm.RS256);

  AwsOutboundIssuer(String identifier) {
    super(
        identifier,
        "https://rp.example.com",
        SigningKey.generate("EC384_0", SignatureAlgorithm.ES384));
  }

  /**
   * The token of the role {@code ci-deploy}, such as a CodeBuild project's service role.
   *
   * @return the role's token
   */
  public AwsOutboundToken role() {
    return new AwsOutboundToken(this, signingKey());
  }

  /**
   * The same token, for a caller who asked for RS256.
   *
   * @return the role's token
   */
  public AwsOutboundToken signedWithRs256() {
    return new AwsOutboundToken(this, rsa);
  }

  /**
   * The token of another role of the account whose caller claims to be the right one, by a tag that
   * he put into the request.
   *
   * @return the role's token
   */
  public AwsOutboundToken selfAssertedTags() {
    return role().role("sandbox").requestTag("role", "ci-deploy");
  }

  /**
   * The token of a role of the same name below a path, which is another role.
   *
   * @return the role's token
   */
  public AwsOutboundToken roleOfSameNameBelowPath() {
    return role().role("sandbox/ci-deploy");
  }

  /**
   * The token of a role of the same name in a stranger's account. A real one has the issuer of that
   * account; here it has this issuer's, as if a policy trusted every account's.
   *
   * @return the role's token
   */
  public AwsOutboundToken otherAccount() {
    return role().account(STRANGERS_ACCOUNT);
  }

  @Override
  AwsOutboundIssuer self() {
    return this;
  }

  @Override
  Map<String, Object> header(SigningKey key) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("kid", key.id());
    header.put("typ", "JWT");
    header.put("alg", key.algorithm().joseName());
    return header;
  }

  @Override
  List<SigningKey> otherKeys() {
    return List.of(rsa);
  }

  @Override
  Map<String, Object> jwk(SigningKey published) {
    Map<String, Object> jwk = published.jwk();
    if (published == rsa) {
      jwk.remove("alg");
    }
    return jwk;
  }

  @Override
  String jwksUri() {
    return identifier() + "/.well-known/jwks.json";
  }
}

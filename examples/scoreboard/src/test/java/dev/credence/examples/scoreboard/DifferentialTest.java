package dev.credence.examples.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.keys.SignatureAlgorithm;
import dev.credence.testkit.Attack;
import dev.credence.testkit.AttackCatalogue;
import dev.credence.testkit.AttackReport;
import dev.credence.testkit.AttackResult;
import dev.credence.testkit.AttackResult.Outcome;
import dev.credence.testkit.AttackScene;
import dev.credence.testkit.ForgedToken;
import dev.credence.testkit.TokenVerifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What Credence accepts, Nimbus and jose4j accept too, but for what is recorded here. */
class DifferentialTest {
  private static final int TOKENS = 300;
  private static final long SEED = 20_261_121;

  /** Entries of no use that Nimbus passes over too. */
  private static final Set<String> READ_BY_NIMBUS =
      Set.of("K1-beside-unknown-key-type", "K1-beside-modulus-not-base64url");

  /** Attacks, all of them odd but sound, that Credence alone accepts, and why. */
  private static final Map<String, String> RECORDED = recorded();

  private static Map<String, String> recorded() {
    Map<String, String> recorded = new TreeMap<>();
    String entryByEntry = " reads a key set as a whole, Credence entry by entry (RFC 7517 §5)";
    for (Attack attack : AttackCatalogue.standard().attacks()) {
      if (attack.id().startsWith("K1-") && !READ_BY_NIMBUS.contains(attack.id())) {
        recorded.put("Nimbus JOSE+JWT " + attack.id(), "Nimbus" + entryByEntry);
      }
    }
    recorded.put("jose4j K1-beside-string-entry", "jose4j" + entryByEntry);
    recorded.put(
        "Nimbus JOSE+JWT C5-valid-in-exactly-the-skew",
        "Nimbus begins a second after nbf less the skew, Credence at it (RFC 7519 §4.1.5)");
    recorded.put(
        "Nimbus JOSE+JWT K17-although-the-set-is-empty",
        "Nimbus takes an empty set in place of the good one that it has");
    recorded.put(
        "Nimbus JOSE+JWT H15-application-jwt",
        "Nimbus compares typ without the prefix rule of RFC 7515 §4.1.9");
    return recorded;
  }

  @Test
  void what_credence_accepts_of_the_catalogue_the_others_accept() {
    AttackCatalogue catalogue =
        AttackCatalogue.standard()
            .algorithms(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256)
            .only(attack -> attack.family() != Attack.Family.F);
    AttackReport ours = catalogue.run("Credence", CredencePeer::verifier);
    TreeSet<String> divergences = new TreeSet<>();
    for (Peer peer : List.of(NimbusPeer.peer(""), Jose4jPeer.peer(""))) {
      List<AttackResult> theirs = catalogue.run(peer.name(), peer.factory()).results();
      for (int i = 0; i < theirs.size(); i++) {
        if (ours.results().get(i).outcome() == Outcome.ACCEPTED
            && theirs.get(i).outcome() == Outcome.REFUSED) {
          divergences.add(peer.name() + " " + theirs.get(i).attack().id());
        }
      }
    }
    assertThat(divergences).isEqualTo(RECORDED.keySet());
  }

  @Test
  void what_credence_accepts_of_random_tokens_the_others_accept() {
    Map<String, Integer> accepted = new LinkedHashMap<>();
    List<String> divergences = new ArrayList<>();
    TokenVerifier.Factory all =
        scene -> {
          TokenVerifier ours = CredencePeer.verifier(scene);
          Map<String, TokenVerifier> others =
              Map.of("Nimbus", NimbusPeer.verifier(scene), "jose4j", Jose4jPeer.verifier(scene));
          Random random = new Random(SEED);
          for (int i = 0; i < TOKENS; i++) {
            String token = random(scene, random);
            if (!accepts(ours, token)) {
              accepted.merge("refused by Credence", 1, Integer::sum);
              continue;
            }
            accepted.merge("accepted by Credence", 1, Integer::sum);
            others.forEach((name, other) -> {
              if (!accepts(other, token)) {
                divergences.add(name + " refuses " + token);
              }
            });
          }
          return ours;
        };
    var unused =
        AttackCatalogue.standard()
            .algorithms(SignatureAlgorithm.RS256)
            .only(attack -> attack.id().equals("S12-bearer"))
            .run("all", all);
    assertThat(divergences).isEmpty();
    assertThat(accepted.get("accepted by Credence")).isGreaterThan(TOKENS / 10);
    assertThat(accepted.get("refused by Credence")).isGreaterThan(TOKENS / 10);
  }

  /** A token whose members are each as they should be, or odd, or wrong. */
  private static String random(AttackScene scene, Random random) {
    ForgedToken token = scene.token();
    long now = System.currentTimeMillis() / 1_000;
    for (int change = random.nextInt(3); change >= 0; change--) {
      switch (random.nextInt(16)) {
        case 0 -> token.claimJson("exp", (now + 60) + fraction(random));
        case 1 -> token.claimJson("nbf", (now - 60) + fraction(random));
        case 2 -> token.claimJson("iat", (now - random.nextInt(600)) + fraction(random));
        case 3 -> token.claimJson("aud", "[\"" + scene.audience() + "\"]");
        case 4 -> token.claimJson("extra", value(random, 0));
        case 5 -> token.claim("sub", text(random));
        case 6 -> token.header("x5t", text(random));
        case 7 -> token.header("typ", List.of("JWT", "jwt", "Jwt").get(random.nextInt(3)));
        case 8 -> token.payloadText(json -> json.replace(",", ", ").replace(":\"", " : \""));
        case 9 -> token.headerText(json -> "\n" + json + " ");
        case 10 -> token.claimJson("jti", value(random, 3));
        default -> token.claimJson("exp", value(random, 2));
      }
    }
    return token.sign();
  }

  private static String fraction(Random random) {
    return List.of("", ".0", ".5", ".999").get(random.nextInt(4));
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 5 : 7)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2 -> String.valueOf(random.nextLong());
      case 3 -> String.valueOf(random.nextInt(1_000) / 8.0);
      case 4 -> "\"" + text(random) + "\"";
      case 5 -> "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
      default -> "{\"a\":" + value(random, depth + 1) + "}";
    };
  }

  private static String text(Random random) {
    List<String> letters = List.of("a", "Z", "0", "-", "é", "ſ", "中", "😀", "/", ":", "~");
    StringBuilder text = new StringBuilder("t");
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    return text.toString();
  }

  private static boolean accepts(TokenVerifier verifier, String token) {
    try {
      verifier.verify(token);
      return true;
    } catch (Exception refused) {
      return false;
    }
  }
}

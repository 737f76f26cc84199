package dev.credence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credence.claim.Claim;
import dev.credence.internal.json.JsonException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.json.StrictJson;
import dev.credence.internal.text.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is known of claims since they were read spares a look at them, and changes nothing. */
class ClaimNamesTest {
  private static final List<ClaimNames> USED =
      List.of(
          ClaimNames.usedBy(Claim.string("ref").is("x").claimRequirements()),
          ClaimNames.usedBy(Claim.string("Ref").is("x").claimRequirements()),
          ClaimNames.usedBy(Claim.string("r\u00e9f").is("x").claimRequirements()));

  @Property(tries = 3_000)
  void claims_that_were_read_in_one_go_are_judged_as_any(
      @ForAll("claims") Map<String, String> claims) throws JsonException {
    String json =
        claims.entrySet().stream()
            .map(member -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    Map<String, Object> read =
        StrictJson.parseObject(
            json.getBytes(StandardCharsets.UTF_8), StrictUtf8::decode, JsonLimits.TOKEN_CLAIMS);
    for (ClaimNames names : USED) {
      assertThat(reason(names, read)).isEqualTo(reason(names, new LinkedHashMap<>(claims)));
    }
  }

  private static Object reason(ClaimNames names, Map<String, Object> claims) {
    return names.check(new Claims(claims), claims) instanceof Outcome.Refused<?> refused
        ? List.of(refused.refusal().reason(), refused.refusal().mismatches())
        : "passed";
  }

  @Provide
  Arbitrary<Map<String, String>> claims() {
    Arbitrary<String> names =
        Arbitraries.of(
            "ref",
            "Ref",
            "REF",
            "re\u017f",
            "r\u00e9f",
            "R\u00c9F",
            "sub",
            "sUb",
            "other",
            "Other");
    Arbitrary<String> values = Arbitraries.of("x", "", "X y~", "\u007f", "\u202e", "\u00e9");
    return Arbitraries.maps(names, values).ofMaxSize(5).map(LinkedHashMap::new);
  }
}

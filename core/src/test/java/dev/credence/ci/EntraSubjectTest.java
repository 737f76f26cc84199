package dev.credence.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraSubjectTest {
  private static final String TENANT = "ff882432-09b0-437b-bd22-ca13c0037ded";
  private static final String ORGANIZATION = "0ca3ddd9-f0b0-4635-a98c-5866526961b6";
  private static final String CONNECTION = "64171687-7a59-4fce-b2c8-823278dcf176";
  private static final String SUBJECT =
      "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
          + ORGANIZATION
          + "/"
          + CONNECTION;

  @ParameterizedTest
  @CsvSource({
    "ff882432-09b0-437b-bd22-ca13c0037ded, MiSI_7AJe0O9IsoTwAN97Q",
    "499b84ac-1321-427f-aa17-267ca6975798, rISbSSETf0KqFyZ8ppdXmA",
    "00000000-0000-0000-0000-000000000000, AAAAAAAAAAAAAAAAAAAAAA",
    "ffffffff-ffff-ffff-ffff-ffffffffffff, _____________________w",
    "03020100-0504-0706-0809-0a0b0c0d0e0f, AAECAwQFBgcICQoLDA0ODw"
  })
  void guid_is_encoded_in_the_order_of_dotnet(String uuid, String encoded) {
    assertThat(EntraGuid.encode(uuid)).isEqualTo(encoded);
    assertThat(EntraGuid.decode(encoded)).contains(uuid);
  }

  @Property
  void guid_survives_encoding(@ForAll long high, @ForAll long low) {
    String uuid = new UUID(high, low).toString();
    assertThat(EntraGuid.encode(uuid)).hasSize(EntraGuid.LENGTH);
    assertThat(EntraGuid.decode(EntraGuid.encode(uuid))).contains(uuid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MiSI_7AJe0O9IsoTwAN97",
        "MiSI_7AJe0O9IsoTwAN97Q==",
        "MiSI_7AJe0O9IsoTwAN97R",
        "MiSI/7AJe0O9IsoTwAN97Q",
        "MiSI_7AJe0O9IsoTwAN97QAA",
        " iSI_7AJe0O9IsoTwAN97Q"
      })
  void text_that_no_guid_is_encoded_as_is_not_decoded(String text) {
    assertThat(EntraGuid.decode(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {SUBJECT})
  void sub_of_a_connection_is_taken_apart(String text) {
    EntraSubject subject = EntraSubject.parse(text).orElseThrow();
    assertThat(subject).isEqualTo(EntraSubject.of(TENANT, ORGANIZATION, CONNECTION));
    assertThat(subject.applicationId()).isEqualTo("499b84ac-1321-427f-aa17-267ca6975798");
    assertThat(subject).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p://myorg/my-project/my-pipeline",
        "sc://myorg/my-project/test-generic-sc",
        SUBJECT + "/",
        "/" + SUBJECT,
        "/eid1/c/gov/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + ORGANIZATION
            + "/"
            + CONNECTION,
        "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97R/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + ORGANIZATION
            + "/"
            + CONNECTION,
        "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/b/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + ORGANIZATION
            + "/"
            + CONNECTION,
        "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + ORGANIZATION
            + "-"
            + CONNECTION,
        "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + "0CA3DDD9-f0b0-4635-a98c-5866526961b6/"
            + CONNECTION,
        "/eid1/c/pub/t/MiSI_7AJe0O9IsoTwAN97Q/a/rISbSSETf0KqFyZ8ppdXmA/sc/"
            + ORGANIZATION
            + "/64171687-7a59-4fce-b2c8-823278dcf17/"
      })
  void sub_of_another_form_is_not_taken_apart(String text) {
    assertThat(EntraSubject.parse(text)).isEmpty();
  }
}

package dev.credence.architecture;

import dev.credence.aws.AwsFederation;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicApiTest {

  @Test
  void public_api_is_the_accepted_one() throws IOException {
    String api = ApiText.of(CompiledModule.containing(AwsFederation.class));

    new ApiGoldenFile(Path.of("api.txt")).matches(api);
  }
}

package dev.credence.examples.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Keycloak's admin REST API, as far as it takes to set a realm up. */
final class AdminApi {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final URI server;
  private final HttpClient client;

  AdminApi(KeycloakServer keycloak) {
    this.server = keycloak.url();
    this.client =
        HttpClient.newBuilder().sslContext(keycloak.trust()).connectTimeout(TIMEOUT).build();
  }

  /** Creates something and returns the id that Keycloak gave it. */
  String create(String path, String json) throws IOException, InterruptedException {
    String location =
        ask("POST", path, BodyPublishers.ofString(json))
            .headers()
            .firstValue("Location")
            .orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  void replace(String path, String json) throws IOException, InterruptedException {
    ask("PUT", path, BodyPublishers.ofString(json));
  }

  String read(String path) throws IOException, InterruptedException {
    return ask("GET", path, BodyPublishers.noBody()).body();
  }

  private HttpResponse<String> ask(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server.resolve("/admin/realms" + path))
            .header("Authorization", "Bearer " + adminToken())
            .header("Content-Type", "application/json")
            .method(method, body));
  }

  /** A new one each time: they live for a minute. */
  private String adminToken() throws IOException, InterruptedException {
    String form =
        "grant_type=password&client_id=admin-cli&username="
            + KeycloakServer.ADMIN
            + "&password="
            + URLEncoder.encode(KeycloakServer.ADMIN_PASSWORD, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return stringMember("access_token", send(request).body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpRequest asked = request.timeout(TIMEOUT).build();
    HttpResponse<String> answer = client.send(asked, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          asked.method() + " " + asked.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  /** The first member of that name; Keycloak writes JSON without white space. */
  static String stringMember(String name, String json) {
    String start = "\"" + name + "\":\"";
    int from = json.indexOf(start) + start.length();
    return json.substring(from, json.indexOf('"', from));
  }
}

package dev.credence.testkit;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server of a fake issuer, with its discovery document, its key set and what else its CI
 * serves.
 *
 * <p>Conditional requests for key sets and discovery documents are answered with 304 where nothing
 * changed.
 *
 * {@snippet class="snippets.FaultSnippetsTest" region="server"}
 */
public final class IssuerServer extends FakeServer {
  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  private final String discoveryPath;
  private final String keysPath;

  private IssuerServer(CiIssuer<?> issuer, @Nullable TlsIdentity identity) {
    super(issuer::now, identity);
    this.discoveryPath =
        withoutSlash(URI.create(issuer.identifier()).getRawPath()) + DISCOVERY_PATH;
    this.keysPath = URI.create(issuer.jwksUri()).getRawPath();
  }

  static IssuerServer start(CiIssuer<?> issuer, @Nullable TlsIdentity identity) {
    IssuerServer server = new IssuerServer(issuer, identity);
    server.route("GET", server.discoveryPath, request -> document(issuer.discovery()));
    server.route("GET", server.keysPath, request -> document(issuer.keyring().served()));
    issuer.addRoutes(server);
    server.start();
    return server;
  }

  private static ServerResponse document(Map<String, Object> members) {
    return EntityTags.tagged(ServerResponse.json(members));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * The discovery document.
   *
   * @return its endpoint
   */
  public ServerEndpoint discovery() {
    return endpoint(discoveryPath);
  }

  /**
   * The key set.
   *
   * @return its endpoint
   */
  public ServerEndpoint keys() {
    return endpoint(keysPath);
  }
}

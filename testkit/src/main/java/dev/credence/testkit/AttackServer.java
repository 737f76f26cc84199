package dev.credence.testkit;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the discovery document and the keys of one scene on loopback, well or badly. */
final class AttackServer {
  static final String KEYS_PATH = "/jwks";
  static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  private final AttackScene scene;
  private final LoopbackListener listener;
  private final AtomicInteger fetches = new AtomicInteger();

  private AttackServer(AttackScene scene) {
    this.scene = scene;
    this.listener = LoopbackListener.at(new LoopbackPort(scene.port()));
  }

  static AttackServer start(AttackScene scene) {
    AttackServer server = new AttackServer(scene);
    server.listener.accept(server::converse);
    return server;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  int fetches() {
    return fetches.get();
  }

  void close() {
    listener.close();
  }

  private void converse(Wire wire) throws IOException {
    for (ServerRequest request = wire.nextRequest();
        request != null && !wire.isClosed();
        request = wire.nextRequest()) {
      answer(wire, request);
    }
  }

  private void answer(Wire wire, ServerRequest request) throws IOException {
    Reply reply = reply(request);
    reply.pause().over(wire);
    reply.delivery().deliver(wire, reply.response());
  }

  private Reply reply(ServerRequest request) {
    if (request.path().equals(DISCOVERY_PATH)) {
      Reply sound = Reply.sound(request, ServerResponse.json(discovery()));
      return scene.stage().ofDiscovery(scene, sound);
    }
    if (!request.path().equals(KEYS_PATH)) {
      return Reply.sound(request, ServerResponse.of(404));
    }
    fetches.incrementAndGet();
    Reply sound =
        Reply.sound(request, ServerResponse.text("application/jwk-set+json", scene.jwks()));
    return scene.stage().ofKeySet(scene, sound);
  }

  private Map<String, Object> discovery() {
    String base = scene.port() == 0 ? scene.issuer() : url().toString();
    return Map.of("issuer", scene.issuer(), "jwks_uri", base + KEYS_PATH);
  }
}

package dev.credence.examples.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium, spoken to by its DevTools protocol. Only one command is under way at a time,
 * and answers are looked at as texts. For one thread.
 */
final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private String session = "";
  private int commands;

  private Chromium(Process process, URI endpoint) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(endpoint, new Inbox()).join();
  }

  /** Starts one with a profile of its own. */
  static Chromium start(String program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    return new Chromium(process, endpoint(process));
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        return URI.create(line.substring(LISTENING.length()).strip());
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  /** Opens a page in a window of a size, in pixels. */
  void open(Path page, int width, int height) {
    String target = member(command("Target.createTarget", "{\"url\":\"about:blank\"}"), "targetId");
    session =
        member(
            command("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"),
            "sessionId");
    command(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":"
            + width
            + ",\"height\":"
            + height
            + ",\"deviceScaleFactor\":1,\"mobile\":true}");
    command("Page.enable", "{}");
    command("Page.navigate", "{\"url\":\"" + page.toUri() + "\"}");
    awaitMessage("Page.loadEventFired");
  }

  /** What a JavaScript expression comes to, as a text without quotes or breaks in it. */
  String evaluate(String expression) {
    String answer =
        command(
            "Runtime.evaluate",
            "{\"returnByValue\":true,\"expression\":\"String(" + expression + ")\"}");
    if (!answer.contains("\"value\":\"")) {
      throw new IllegalStateException("No value in " + answer);
    }
    return member(answer, "value");
  }

  private String command(String method, String parameters) {
    commands++;
    String to =
        session.isEmpty() || method.startsWith("Target.")
            ? ""
            : ",\"sessionId\":\"" + session + "\"";
    socket
        .sendText(
            "{\"id\":"
                + commands
                + ",\"method\":\""
                + method
                + "\",\"params\":"
                + parameters
                + to
                + "}",
            true)
        .join();
    return awaitMessage("\"id\":" + commands + ",");
  }

  private String awaitMessage(String part) {
    try {
      for (String message = poll(); message != null; message = poll()) {
        if (message.contains(part)) {
          return message;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("Chromium said nothing with " + part);
  }

  private String poll() throws InterruptedException {
    return messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static String member(String json, String name) {
    String start = "\"" + name + "\":\"";
    int from = json.indexOf(start) + start.length();
    return json.substring(from, json.indexOf('"', from));
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects whole messages. */
  private final class Inbox implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        messages.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}

package dev.credence.ambient;

import dev.credence.internal.http.LoopbackOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An environment in which nothing is real but loopback: variables, files and programs are what a
 * test says, and pauses only move the clock on.
 */
final class TestEnvironment implements Commands {
  final List<Duration> pauses = new ArrayList<>();
  final List<List<String>> commandLines = new ArrayList<>();
  final List<Map<String, String>> commandVariables = new ArrayList<>();

  private final Map<String, String> variables = new HashMap<>();
  private final Map<Path, String> files = new HashMap<>();
  private final Map<String, Outcome> programs = new HashMap<>();
  private final AtomicLong nanoTime = new AtomicLong();
  private ProxySelector web = new LoopbackOnly();
  private String tokenVariable = "";
  private Path tokenFile;

  TestEnvironment set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  TestEnvironment setAll(Map<String, String> more) {
    variables.putAll(more);
    return this;
  }

  TestEnvironment unset(String name) {
    variables.remove(name);
    return this;
  }

  TestEnvironment file(String path, String content) {
    files.put(Path.of(path), content);
    return this;
  }

  TestEnvironment program(String name, int status, String output) {
    programs.put(name, new Outcome(status, output));
    return this;
  }

  TestEnvironment tokenVariable(String name) {
    tokenVariable = name;
    return this;
  }

  TestEnvironment tokenFile(String path) {
    tokenFile = Path.of(path);
    return this;
  }

  TestEnvironment inPlaceOf(String url, FakeServer server) {
    web = LoopbackOnly.inPlaceOf(URI.create(url), server.url());
    return this;
  }

  /** For what may be known without asking: what would be asked is not on loopback. */
  TestEnvironment onTheRealWeb() {
    web = ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    return this;
  }

  AmbientEnvironment build() {
    AmbientEnvironment.Builder builder =
        AmbientEnvironment.builder()
            .variables(variables)
            .proxySelector(web)
            .clock(() -> TestTokens.NOW)
            .nanoTime(nanoTime::get)
            .pause(this::pause)
            .jitter(() -> 0.5)
            .commands(this)
            .files(this::read);
    if (!tokenVariable.isEmpty()) {
      builder.tokenVariable(tokenVariable);
    }
    if (tokenFile != null) {
      builder.tokenFile(tokenFile);
    }
    return builder.build();
  }

  private void pause(Duration length) {
    pauses.add(length);
    nanoTime.addAndGet(length.toNanos());
  }

  private byte[] read(Path file, int maxBytes) throws IOException {
    String content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> find(String program, Map<String, String> environment) {
    return programs.containsKey(program) ? Optional.of("/usr/bin/" + program) : Optional.empty();
  }

  @Override
  public Optional<Outcome> run(
      List<String> command, Map<String, String> environment, Duration timeout) throws IOException {
    commandLines.add(command);
    commandVariables.add(environment);
    Outcome outcome = programs.get(Path.of(command.get(0)).getFileName().toString());
    if (outcome.status() < 0) {
      throw new IOException("not executable");
    }
    return outcome.output().equals("hangs") ? Optional.empty() : Optional.of(outcome);
  }
}

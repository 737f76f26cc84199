package dev.credence.examples.scoreboard;

import dev.credence.testkit.AttackCatalogue;
import dev.credence.testkit.AttackReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attack catalogue on Credence and on five other libraries, each set up as its documentation
 * shows. Prints the counts and the differences.
 */
public final class Scoreboard {
  private Scoreboard() {}

  /**
   * Runs as a program and inside a build alike.
   *
   * @param args the file that the page is written to
   * @throws Exception when Credence misses an attack or a control, so that the program exits with 1
   *     and the build fails
   */
  public static void main(String[] args) throws Exception {
    Map<Peer, AttackReport> reports = new LinkedHashMap<>();
    for (Peer peer : peers()) {
      reports.put(peer, AttackCatalogue.standard().run(peer.name(), peer.factory()));
    }
    ScoreboardPage page = new ScoreboardPage(reports, LocalDate.now(ZoneOffset.UTC));
    System.out.print(page.summary());
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, page.markdown(), StandardCharsets.UTF_8);
    AttackReport credence = reports.values().iterator().next();
    if (!credence.passed() || credence.tally().notRun() > 0) {
      throw new IllegalStateException("Credence missed: " + credence.failures());
    }
  }

  static List<Peer> peers() {
    return List.of(
        CredencePeer.peer(),
        NimbusPeer.peer(Peer.version("nimbus-jose-jwt")),
        SpringPeer.peer(Peer.version("spring-security")),
        Jose4jPeer.peer(Peer.version("jose4j")),
        JavaJwtPeer.peer(Peer.version("java-jwt")),
        JjwtPeer.peer(Peer.version("jjwt")));
  }
}

package dev.credence.keys;

import dev.credence.internal.jose.JwkSetException;
import dev.credence.internal.json.JsonLimits;
import dev.credence.internal.text.SafeText;
import dev.credence.internal.text.StrictUtf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file that may be replaced while the program runs. */
final class FileKeySource implements KeySource {
  private static final Logger LOG = LoggerFactory.getLogger(FileKeySource.class);

  /** The largest file that is read, in octets. */
  private static final int MAX_BYTES = JsonLimits.KEY_SET.maxLength();

  /** How long one look at the file serves. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Path file;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Checked checked;

  FileKeySource(Path file, LongSupplier nanoTime) {
    this.file = file;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletionStage<KeySet> current() {
    Checked last = checked;
    return last != null && last.servesAt(nanoTime.getAsLong()) ? last.answer() : checkedAgain();
  }

  @Override
  public String toString() {
    return "keys in the file " + SafeText.quote(fileName());
  }

  private CompletionStage<KeySet> checkedAgain() {
    lock.lock();
    try {
      Checked last = checked;
      long now = nanoTime.getAsLong();
      if (last == null || !last.servesAt(now)) {
        last = look(last, now);
        checked = last;
      }
      return last.answer();
    } finally {
      lock.unlock();
    }
  }

  private Checked look(@Nullable Checked last, long now) {
    Version version = version();
    if (last != null && version != null && version.equals(last.version())) {
      return new Checked(now, version, last.answer(), last.isGood(), last.problem());
    }
    try {
      KeySet keys = keysIn(octets());
      return new Checked(now, version, CompletableFuture.completedStage(keys), true, null);
    } catch (IOException unreadable) {
      // Without a version, so that it is tried again: a change of permissions changes no time.
      String problem = Files.exists(file) ? "the file can't be read" : "there is no such file";
      return withoutNewKeys(last, now, null, problem);
    } catch (JwkSetException unusable) {
      return withoutNewKeys(last, now, version, unusable.problem());
    }
  }

  private Checked withoutNewKeys(
      @Nullable Checked last, long now, @Nullable Version version, String problem) {
    KeysUnavailableException unavailable =
        new KeysUnavailableException(fileName(), problem, CHECK_INTERVAL);
    if (last == null || !last.isGood()) {
      return new Checked(now, version, CompletableFuture.failedStage(unavailable), false, problem);
    }
    if (!problem.equals(last.problem())) {
      LOG.warn("{} The earlier keys of this file stay in use.", unavailable.getMessage());
    }
    return new Checked(now, version, last.answer(), true, problem);
  }

  private byte[] octets() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static KeySet keysIn(byte[] octets) throws JwkSetException {
    if (octets.length > MAX_BYTES) {
      throw new JwkSetException("the file has more than " + MAX_BYTES + " octets");
    }
    String json = StrictUtf8.decode(octets);
    if (json == null) {
      throw new JwkSetException("the file is not UTF-8");
    }
    return KeySet.read(json);
  }

  private @Nullable Version version() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException unreadable) {
      return null;
    }
  }

  private String fileName() {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** What changes when a file is replaced or rewritten; the key is the inode where there is one. */
  private record Version(FileTime modified, long size, @Nullable Object fileKey) {}

  /** What one look at the file came to; the problem is that of a version that is not in use. */
  private record Checked(
      long at,
      @Nullable Version version,
      CompletionStage<KeySet> answer,
      boolean isGood,
      @Nullable String problem) {
    boolean servesAt(long now) {
      return now - at < CHECK_INTERVAL.toNanos();
    }
  }
}

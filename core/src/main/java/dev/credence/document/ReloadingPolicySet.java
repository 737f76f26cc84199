package dev.credence.document;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicySet;
import dev.credence.internal.text.SafeText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a file that may change while the program runs. Ask for the {@link #current()}
 * ones for each token:
 *
 * {@snippet class="snippets.DocumentSnippets" region="reload"}
 *
 * <p>The file is looked at by use, at most once in a while ({@linkplain Builder#checkEvery every
 * ten seconds} unless set), and read when its size or time of modification has changed. A new
 * version with a mistake, or a file that is gone, never replaces policies that are in use: it is
 * logged at WARN once, told to the {@linkplain Builder#onChange listener}, and stands in the {@link
 * #status()}. Replace the file as a whole, by renaming another one over it, so that nobody reads
 * half of it.
 *
 * <p>Issuers that two versions have in common keep the keys already fetched. There are no threads:
 * of the callers that come when the file is due, one reads it and the others go on with the
 * policies in use. Thread-safe.
 */
public final class ReloadingPolicySet {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadingPolicySet.class);

  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

  private final Path file;
  private final Duration interval;
  private final InstantSource clock;
  private final @Nullable ReplayGuard guard;
  private final UnaryOperator<TrustPolicySet> adaptation;
  private final Consumer<PolicyFileStatus> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile InUse inUse;

  /** What serves until the next look at the file; the version is that of the file, used or not. */
  private record InUse(
      TrustPolicySet policies,
      KnownIssuers issuers,
      @Nullable FileVersion version,
      Instant checkedAt,
      PolicyFileStatus status) {}

  private ReloadingPolicySet(Builder builder) {
    this.file = builder.file;
    this.interval = builder.interval;
    this.clock = builder.clock;
    this.guard = builder.guard;
    this.adaptation = builder.adaptation;
    this.listener = builder.listener;
    this.inUse = load(KnownIssuers.none(), FileVersion.of(file), clock.instant());
  }

  /**
   * Loads a file and follows it with the default settings.
   *
   * @param file a document in UTF-8
   * @return the policies
   * @throws PolicyDocumentException if the file can't be read, or the document has a mistake
   */
  public static ReloadingPolicySet of(Path file) {
    return builder(file).build();
  }

  /**
   * Starts with a file.
   *
   * @param file a document in UTF-8
   * @return a builder with the default settings; nothing is read yet
   */
  public static Builder builder(Path file) {
    return new Builder(Objects.requireNonNull(file, "file"));
  }

  /**
   * Returns the policies of the file, or the last good ones if it has a mistake. Use them for one
   * token and ask again for the next.
   *
   * @return the policies; the same set as long as no other version is in use
   */
  public TrustPolicySet current() {
    if (isDue(clock.instant()) && lock.tryLock()) {
      try {
        check();
      } finally {
        lock.unlock();
      }
    }
    return inUse.policies();
  }

  /**
   * Returns how the policies and the file stood at the last look, without another one.
   *
   * @return the status
   */
  public PolicyFileStatus status() {
    return inUse.status();
  }

  /** A clock that was set back must not put off the next look. */
  private boolean isDue(Instant now) {
    return Duration.between(inUse.checkedAt(), now).abs().compareTo(interval) >= 0;
  }

  private void check() {
    Instant now = clock.instant();
    if (!isDue(now)) {
      return;
    }
    InUse before = inUse;
    InUse after = look(before, now);
    inUse = after;
    if (before.status() != after.status()) {
      tell(after.status());
    }
  }

  private InUse look(InUse before, Instant now) {
    FileVersion version = FileVersion.of(file);
    if (version != null && version.equals(before.version())) {
      return new InUse(before.policies(), before.issuers(), version, now, before.status());
    }
    try {
      return load(before.issuers(), version, now);
    } catch (PolicyDocumentException mistake) {
      // What is wrong with the file as a whole may end without a new version, as a permission does.
      return keep(before, mistake, mistake.line() == 0 ? null : version, now);
    }
  }

  /** Takes the version from before the file is read: a later change is seen at the next look. */
  private InUse load(KnownIssuers earlier, @Nullable FileVersion version, Instant now) {
    KnownIssuers issuers = earlier.next();
    TrustPolicySet read = DocumentReader.read(PolicyFile.read(file), issuers, guard);
    return new InUse(adapt(read), issuers, version, now, PolicyFileStatus.loaded(now));
  }

  private TrustPolicySet adapt(TrustPolicySet read) {
    try {
      return Objects.requireNonNull(adaptation.apply(read), "adaptation");
    } catch (IllegalArgumentException refused) {
      throw PolicyFile.refused(
          file, "The program can't use these policies: " + refused.getMessage());
    } catch (RuntimeException broken) {
      throw PolicyFile.refused(
          file, "The program can't use these policies: " + broken.getClass().getName());
    }
  }

  private InUse keep(
      InUse before, PolicyDocumentException mistake, @Nullable FileVersion version, Instant now) {
    PolicyFileStatus status = before.status();
    boolean told =
        status
            .error()
            .filter(e -> Objects.equals(e.getMessage(), mistake.getMessage()))
            .isPresent();
    if (!told) {
      status = status.failed(mistake, now);
      LOG.warn(
          "The policies loaded at {} stay in use: {}", status.loadedAt(), mistake.getMessage());
    }
    return new InUse(before.policies(), before.issuers(), version, now, status);
  }

  private void tell(PolicyFileStatus status) {
    try {
      listener.accept(status);
    } catch (RuntimeException broken) {
      LOG.warn("The listener to changes of policies failed with {}", broken.getClass().getName());
    }
  }

  /** Returns the file's name and the status. */
  @Override
  public String toString() {
    return "ReloadingPolicySet of " + SafeText.name(PolicyFile.name(file)) + ", " + status();
  }

  /** Collects what differs from the defaults. Not thread-safe. */
  public static final class Builder {
    private final Path file;
    private Duration interval = DEFAULT_INTERVAL;
    private InstantSource clock = InstantSource.system();
    private @Nullable ReplayGuard guard;
    private UnaryOperator<TrustPolicySet> adaptation = UnaryOperator.identity();
    private Consumer<PolicyFileStatus> listener = status -> {};

    private Builder(Path file) {
      this.file = file;
    }

    /**
     * Sets how long one look at the file serves; ten seconds unless set.
     *
     * @param duration from zero, which looks for every token
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder checkEvery(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(
            "The time between two looks at the file is zero or more; this is " + duration);
      }
      this.interval = duration;
      return this;
    }

    /**
     * Sets the clock that says when to look at the file, the system's unless set. The policies go
     * by their own; see {@link #adaptedBy}.
     *
     * @param source the clock
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets the guard of the policies that ask for {@code onlyOnce}.
     *
     * @param replays remembers the tokens that these policies were shown
     * @return this builder
     */
    public Builder onlyOnceBy(ReplayGuard replays) {
      this.guard = Objects.requireNonNull(replays, "replays");
      return this;
    }

    /**
     * Sets what the program changes in every version that it reads, such as {@link
     * TrustPolicySet#withKeys} and {@link TrustPolicySet#withClock}. A version that this refuses by
     * an {@link IllegalArgumentException} has a mistake like any other.
     *
     * @param change makes the set to use of the set that was read
     * @return this builder
     */
    public Builder adaptedBy(UnaryOperator<TrustPolicySet> change) {
      this.adaptation = Objects.requireNonNull(change, "change");
      return this;
    }

    /**
     * Sets who is told when another version has come into use or was found to have a mistake. It is
     * called by the thread that asked for the policies; an exception of it is logged and has no
     * other effect.
     *
     * @param receiver is given the status
     * @return this builder
     */
    public Builder onChange(Consumer<PolicyFileStatus> receiver) {
      this.listener = Objects.requireNonNull(receiver, "receiver");
      return this;
    }

    /**
     * Loads the file for the first time.
     *
     * @return the policies
     * @throws PolicyDocumentException if the file can't be read, or the document has a mistake
     */
    public ReloadingPolicySet build() {
      return new ReloadingPolicySet(this);
    }
  }
}

package dev.credence.ambient;

import dev.credence.internal.http.BoundedFetch;
import dev.credence.internal.http.FetchSettings;
import dev.credence.internal.http.LocalService;
import dev.credence.internal.http.UnixSocketHttp;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a job finds around itself: environment variables, files, programs, the web and the time.
 *
 * <p>Everything that {@link IdTokenSource}s of this package learn from outside they learn from
 * here, so that a program can be tested with the environment of any CI. {@link #ofProcess()} is the
 * real one.
 *
 * {@snippet class="snippets.AmbientSnippets" region="environment"}
 *
 * <p>Immutable and thread-safe. It prints no variable's value.
 */
public final class AmbientEnvironment {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, String> variables;
  private final @Nullable String tokenVariable;
  private final @Nullable Path tokenFile;
  private final FetchSettings fetchSettings;
  private final BoundedFetch fetch;
  private final Duration deadline;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final DoubleSupplier jitter;
  private final Commands commands;
  private final FileReads files;

  private AmbientEnvironment(Builder builder) {
    this.variables = builder.variables == null ? System.getenv() : builder.variables;
    this.tokenVariable = builder.tokenVariable;
    this.tokenFile = builder.tokenFile;
    this.fetchSettings =
        new FetchSettings(
            CONNECT_TIMEOUT, ATTEMPT_TIMEOUT, builder.proxySelector, builder.sslContext);
    this.fetch = BoundedFetch.with(fetchSettings);
    this.deadline = builder.deadline;
    this.clock = builder.clock;
    this.nanoTime = builder.nanoTime;
    this.pause = builder.pause;
    this.jitter = builder.jitter;
    this.commands = builder.commands;
    this.files = builder.files;
  }

  /**
   * The environment of this process, with the default settings.
   *
   * @return the real environment
   */
  public static AmbientEnvironment ofProcess() {
    return builder().build();
  }

  /**
   * A builder that starts from the environment of this process.
   *
   * @return a builder with the default settings
   */
  public static Builder builder() {
    return new Builder();
  }

  /** A variable's value; one that is set to nothing counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  boolean has(String name) {
    return variable(name).isPresent();
  }

  boolean says(String name, String value) {
    return value.equals(variables.get(name));
  }

  Map<String, String> variables() {
    return variables;
  }

  Optional<String> tokenVariable() {
    return Optional.ofNullable(tokenVariable);
  }

  Optional<Path> tokenFile() {
    return Optional.ofNullable(tokenFile);
  }

  BoundedFetch fetch() {
    return fetch;
  }

  BoundedFetch fetchBeside(LocalService service) {
    return BoundedFetch.beside(service, fetchSettings);
  }

  UnixSocketHttp unixSockets() {
    return new UnixSocketHttp(ATTEMPT_TIMEOUT);
  }

  Duration deadline() {
    return deadline;
  }

  InstantSource clock() {
    return clock;
  }

  /** Retries whose deadline counts from now. */
  Retries startRetries() {
    return new Retries(deadline, nanoTime, pause, jitter);
  }

  Commands commands() {
    return commands;
  }

  FileReads files() {
    return files;
  }

  /** Tells how many variables there are, and no value. */
  @Override
  public String toString() {
    return "ambient environment of " + variables.size() + " variables";
  }

  /** Collects what an {@link AmbientEnvironment} consists of. Not thread-safe. */
  public static final class Builder {
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(5);

    private @Nullable Map<String, String> variables;
    private @Nullable String tokenVariable;
    private @Nullable Path tokenFile;
    private @Nullable ProxySelector proxySelector;
    private @Nullable SSLContext sslContext;
    private Duration deadline = Duration.ofSeconds(30);
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;
    private Pause pause = Pause.REAL;
    private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();
    private Commands commands = new SystemCommands();
    private FileReads files = FileReads.REAL;

    private Builder() {}

    /**
     * Sets the environment variables, in place of those of this process. Programs that are run get
     * the same ones and are looked for along their {@code PATH}.
     *
     * @param all every variable and its value
     * @return this builder
     */
    public Builder variables(Map<String, String> all) {
      this.variables = Map.copyOf(all);
      return this;
    }

    /**
     * Names the variable in which the pipeline's author has the token put, for the CIs that leave
     * the name to the author: GitLab CI's {@code id_tokens}, Jenkins' credential bindings, the
     * identities of Harness. The other CIs have names of their own, and ignore this.
     *
     * @param name the variable
     * @return this builder
     */
    public Builder tokenVariable(String name) {
      this.tokenVariable = name;
      return this;
    }

    /**
     * Names the file in which the pod's or pipeline's author has the token put: a projected volume
     * of Kubernetes, a file binding of Jenkins. The other CIs ignore this.
     *
     * @param file the file, which is read again for each token
     * @return this builder
     */
    public Builder tokenFile(Path file) {
      this.tokenFile = file;
      return this;
    }

    /**
     * Sets which proxy to go through. Google's metadata server is asked without one.
     *
     * @param selector the Java runtime's default unless set
     * @return this builder
     */
    public Builder proxySelector(ProxySelector selector) {
      this.proxySelector = selector;
      return this;
    }

    /**
     * Sets which certificates to trust and to show, as for a CI or identity provider inside a
     * company.
     *
     * @param context the Java runtime's default unless set
     * @return this builder
     */
    public Builder sslContext(SSLContext context) {
      this.sslContext = context;
      return this;
    }

    /**
     * Sets how long getting one token may take in all: every attempt and every pause between.
     *
     * @param length positive, at most 5 minutes; 30 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is not within these bounds
     */
    public Builder deadline(Duration length) {
      if (length.isNegative() || length.isZero() || length.compareTo(MAX_DEADLINE) > 0) {
        throw new IllegalArgumentException(
            "The deadline is " + length + "; it must be positive and at most " + MAX_DEADLINE);
      }
      this.deadline = length;
      return this;
    }

    /**
     * Sets the clock by which tokens expire, and by which a client's own assertions are dated.
     *
     * @param source the system's clock unless set
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    Builder nanoTime(LongSupplier ticker) {
      this.nanoTime = ticker;
      return this;
    }

    Builder pause(Pause waiting) {
      this.pause = waiting;
      return this;
    }

    Builder jitter(DoubleSupplier fraction) {
      this.jitter = fraction;
      return this;
    }

    Builder commands(Commands runner) {
      this.commands = runner;
      return this;
    }

    Builder files(FileReads reader) {
      this.files = reader;
      return this;
    }

    /**
     * Builds the environment. Nothing is read or asked.
     *
     * @return the environment
     */
    public AmbientEnvironment build() {
      return new AmbientEnvironment(this);
    }
  }
}

package dev.credence.document;

import dev.credence.ReplayGuard;
import dev.credence.TrustPolicySet;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Policies as JSON: roles that are changed without a new release of the service that they guard.
 *
 * {@snippet class="snippets.DocumentSnippets" region="document"}
 *
 * <p>Reading is strict. A member that is unknown, misspelt or given twice, a value of another type,
 * a duration or glob that is none, an empty list, and whatever a policy's own builder refuses is a
 * {@link PolicyDocumentException} that tells line, column, what is expected there and the nearest
 * known name. What was read says what the document says, or nothing was read.
 *
 * <p>A document doesn't say where an issuer's keys come from: they are found by discovery. Where
 * that can't be, and in tests, give them by {@link TrustPolicySet#withKeys}. It has no clock
 * either; see {@link TrustPolicySet#withClock}.
 *
 * <p>A document has at most 16,777,216 characters (a file as many octets) and 100,000 policies,
 * nested at most 64 levels deep. Static and thread-safe.
 *
 * @see #schema()
 * @see ReloadingPolicySet
 */
public final class PolicyDocument {
  private PolicyDocument() {}

  /**
   * Reads policies.
   *
   * @param json the document
   * @return the policies in the order of the document
   * @throws PolicyDocumentException if the document has a mistake, or a policy that asks for {@code
   *     onlyOnce}
   */
  public static TrustPolicySet read(String json) {
    return DocumentReader.read(
        Source.of(Objects.requireNonNull(json, "json")), KnownIssuers.none(), null);
  }

  /**
   * Reads policies, some of which may ask for {@code onlyOnce}.
   *
   * @param json the document
   * @param guard remembers the tokens that these policies were shown
   * @return the policies in the order of the document
   * @throws PolicyDocumentException if the document has a mistake
   */
  public static TrustPolicySet read(String json, ReplayGuard guard) {
    return DocumentReader.read(
        Source.of(Objects.requireNonNull(json, "json")),
        KnownIssuers.none(),
        Objects.requireNonNull(guard, "guard"));
  }

  /**
   * Reads policies from a file in UTF-8.
   *
   * @param file the document
   * @return the policies in the order of the document
   * @throws PolicyDocumentException if the file can't be read, or the document has a mistake or a
   *     policy that asks for {@code onlyOnce}
   */
  public static TrustPolicySet load(Path file) {
    return DocumentReader.read(
        PolicyFile.read(Objects.requireNonNull(file, "file")), KnownIssuers.none(), null);
  }

  /**
   * Reads policies from a file in UTF-8, some of which may ask for {@code onlyOnce}.
   *
   * @param file the document
   * @param guard remembers the tokens that these policies were shown
   * @return the policies in the order of the document
   * @throws PolicyDocumentException if the file can't be read, or the document has a mistake
   */
  public static TrustPolicySet load(Path file, ReplayGuard guard) {
    return DocumentReader.read(
        PolicyFile.read(Objects.requireNonNull(file, "file")),
        KnownIssuers.none(),
        Objects.requireNonNull(guard, "guard"));
  }

  /**
   * Writes policies: a provider and its helpers by name where that gives the very same, and
   * everything else claim by claim. The same set gives the same text.
   *
   * <p>What was written reads as a set that is the same in everything that a document has. It has
   * no keys, no clock, no replay guard and nothing on audit: the program gives these again.
   *
   * @param policies the set
   * @return the document, which ends with a line feed
   * @throws IllegalArgumentException if the set is larger, or its requirements nested deeper, than
   *     a document can be
   */
  public static String write(TrustPolicySet policies) {
    return DocumentWriter.write(Objects.requireNonNull(policies, "policies"));
  }

  /**
   * Returns the JSON Schema of documents (draft 2020-12), for editors and for checks before a
   * service sees them. It tells the form; what {@link #read(String)} checks beyond it, such as
   * globs and ids, it can't.
   *
   * @return the schema as JSON
   */
  public static String schema() {
    return SchemaFile.text();
  }
}

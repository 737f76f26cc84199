package dev.credence.document;

import dev.credence.internal.json.LocatedJsonException;
import dev.credence.internal.json.LocatedValue;
import dev.credence.internal.json.TextPosition;
import dev.credence.internal.text.SafeText;
import java.util.List;

/**
 * Says what is wrong with a policy document and where: the line and column, the place as a JSON
 * pointer (RFC 6901), and a sentence on what is expected there and what was found.
 *
 * <p>The message has all of it, such as {@code line 7, column 7, at /policies/0/audiance: A policy
 * has no member "audiance"; did you mean "audience"?}
 *
 * {@snippet class="snippets.DocumentSnippets" region="mistake"}
 *
 * <p>Of the document it quotes names and single values only, escaped and cut at 64 characters.
 * There is no cause. Immutable and thread-safe.
 */
public final class PolicyDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, as a sentence. */
  private final String problem;

  /** Where it is, from 1; 0 where it is the file as a whole. */
  private final int line;

  /** Where it is in its line, from 1; 0 where it is the file as a whole. */
  private final int column;

  /** Where it is, as a JSON pointer. */
  private final String pointer;

  private PolicyDocumentException(
      String source, TextPosition position, String pointer, String problem) {
    super(source + place(position, pointer) + problem, null);
    this.problem = problem;
    this.line = position.line();
    this.column = position.column();
    this.pointer = pointer;
  }

  private static String place(TextPosition position, String pointer) {
    String at = pointer.isEmpty() ? "" : ", at " + pointer;
    return "line " + position.line() + ", column " + position.column() + at + ": ";
  }

  private PolicyDocumentException(String file, String problem) {
    super(file + ": " + problem, null);
    this.problem = problem;
    this.line = 0;
    this.column = 0;
    this.pointer = "";
  }

  static PolicyDocumentException of(Source source, LocatedValue.Members document, Mistake mistake) {
    String text = source.text();
    return new PolicyDocumentException(
        source.prefix(),
        TextPosition.of(text, mistake.offset()),
        Pointer.to(document, mistake.offset()),
        mistake.hasEarlier()
            ? withEarlier(mistake.problem(), text, mistake.earlier())
            : mistake.problem());
  }

  static PolicyDocumentException of(Source source, LocatedJsonException refused) {
    String problem =
        refused
            .repeated()
            .map(first ->
                withEarlier(
                    "The member \"" + SafeText.name(first.name()) + "\" is given twice",
                    source.text(),
                    first.offset()))
            .orElseGet(() -> inSentence(String.valueOf(refused.getMessage())));
    List<String> path = refused.path();
    return new PolicyDocumentException(
        source.prefix(),
        TextPosition.of(source.text(), refused.offset()),
        Pointer.of(path),
        problem);
  }

  /** The file as a whole can't be used. */
  static PolicyDocumentException ofFile(String file, String problem) {
    return new PolicyDocumentException(file, problem);
  }

  private static String withEarlier(String problem, String text, int earlier) {
    TextPosition first = TextPosition.of(text, earlier);
    return problem + "; the first is at line " + first.line() + ", column " + first.column();
  }

  private static String inSentence(String defect) {
    String hint =
        defect.equals("not well-formed JSON")
            ? " here: it has double quotes, a comma between two members and none after the last,"
                + " and no comments"
            : "";
    return "A policy document is one JSON object; this text " + verb(defect) + defect + hint;
  }

  private static String verb(String defect) {
    if (defect.startsWith("starts")) {
      return "";
    }
    if (defect.startsWith("more") || defect.startsWith("U+")) {
      return "has ";
    }
    boolean thing =
        defect.startsWith("lone")
            || defect.startsWith("string")
            || defect.startsWith("number")
            || defect.startsWith("member")
            || defect.startsWith("\\u");
    return thing ? "has a " : "is ";
  }

  /**
   * Returns what is wrong, without the place.
   *
   * @return a sentence
   */
  public String problem() {
    return problem;
  }

  /**
   * Returns the line of the mistake.
   *
   * @return the line, from 1; 0 where the document could not be read at all
   */
  public int line() {
    return line;
  }

  /**
   * Returns the column of the mistake.
   *
   * @return the UTF-16 unit within the line, from 1; 0 where the document could not be read at all
   */
  public int column() {
    return column;
  }

  /**
   * Returns the place of the mistake in the document's structure.
   *
   * @return a JSON pointer such as {@code /policies/0/require/1}; empty for the whole document, and
   *     where a defect of the JSON leaves no structure to point into
   */
  public String pointer() {
    return pointer;
  }
}

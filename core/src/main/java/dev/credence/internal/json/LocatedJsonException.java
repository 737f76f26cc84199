package dev.credence.internal.json;

import dev.credence.internal.json.LocatedValue.Member;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why a text is not an acceptable JSON object, and where. The message quotes nothing of the
 * text; the {@linkplain #path() path} and a {@linkplain #repeated() repeated member} do. Stackless
 * and without a cause, as {@link JsonException} is.
 */
public final class LocatedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> path;
  private final transient @Nullable Member repeated;
  private final int offset;

  LocatedJsonException(JsonException refused, List<String> path, @Nullable Member repeated) {
    super(refused.defect(), null, false, false);
    this.offset = refused.offset();
    this.path = path;
    this.repeated = repeated;
  }

  /**
   * Returns where the text is refused.
   *
   * @return a zero-based offset; 0 where the text is refused as a whole
   */
  public int offset() {
    return offset;
  }

  /**
   * Returns the member names and indices that lead to where reading ended.
   *
   * @return the steps from the outside in, raw; empty for the document
   */
  public List<String> path() {
    return path;
  }

  /**
   * Returns the earlier member of the same name, where the defect is that a member is repeated.
   *
   * @return the earlier one; empty for every other defect
   */
  public Optional<Member> repeated() {
    return Optional.ofNullable(repeated);
  }
}

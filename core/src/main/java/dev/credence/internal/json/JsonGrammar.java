package dev.credence.internal.json;

/**
 * Whether a text follows RFC 8259's grammar up to where a limit of its reader ends the reading.
 *
 * <p>A parser says so as well, by an exception with a stack; this makes refusing hostile text
 * cheap. It builds nothing and decides nothing but where the first mistake is: what it lets pass is
 * read by the parser all the same. The characters have passed {@link JsonCharacters}. Not
 * thread-safe.
 */
final class JsonGrammar {
  private static final String MISTAKE = "not well-formed JSON";
  private static final String ESCAPES = "\"\\/bfnrtu";

  private final char[] text;
  private final JsonLimits limits;
  private int at;
  private boolean isTooDeep;

  private JsonGrammar(char[] text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  /**
   * Checks a text.
   *
   * @param membersEnd where the comma is up to which the text is known to be an object's brace and
   *     whole members; 0 if nothing is known
   */
  static void check(char[] text, int membersEnd, JsonLimits limits) throws JsonException {
    JsonGrammar grammar = new JsonGrammar(text, limits);
    if (membersEnd == 0) {
      grammar.document();
    } else {
      grammar.documentFrom(membersEnd);
    }
  }

  private void document() throws JsonException {
    skipSpace();
    if (at == text.length) {
      return; // the parser says that it is empty
    }
    boolean isObject = text[at] == '{';
    value(1);
    end(isObject);
  }

  private void documentFrom(int membersEnd) throws JsonException {
    at = membersEnd;
    while (isContinued('}')) {
      member(1);
    }
    end(true);
  }

  private void end(boolean isObject) throws JsonException {
    int end = at;
    skipSpace();
    if (isObject && !isTooDeep && at < text.length) {
      throw JsonException.at(end, "more text after the object");
    }
  }

  private void value(int depth) throws JsonException {
    int start = at;
    switch (next()) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> string();
      case 't' -> literal("true", start);
      case 'f' -> literal("false", start);
      case 'n' -> literal("null", start);
      default -> number(start);
    }
  }

  private void members(int depth) throws JsonException {
    if (isBeyond(depth) || isEmpty('}')) {
      return;
    }
    do {
      member(depth);
    } while (isContinued('}'));
  }

  private void member(int depth) throws JsonException {
    skipSpace();
    require('"');
    string();
    skipSpace();
    require(':');
    skipSpace();
    value(depth + 1);
  }

  private void elements(int depth) throws JsonException {
    if (isBeyond(depth) || isEmpty(']')) {
      return;
    }
    do {
      skipSpace();
      value(depth + 1);
    } while (isContinued(']'));
  }

  private boolean isBeyond(int depth) {
    isTooDeep |= depth > limits.maxDepth();
    return isTooDeep;
  }

  private boolean isEmpty(char end) throws JsonException {
    skipSpace();
    if (peek() == end) {
      at++;
      return true;
    }
    return false;
  }

  /** Goes over what stands behind a member or an element: a comma, or the end. */
  private boolean isContinued(char end) throws JsonException {
    if (isTooDeep) {
      return false;
    }
    skipSpace();
    char c = next();
    if (c != ',' && c != end) {
      throw JsonException.at(at - 1L, MISTAKE);
    }
    return c == ',';
  }

  private void string() throws JsonException {
    skipPlain();
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ' || (c == '\\' && ESCAPES.indexOf(next()) < 0)) {
        throw JsonException.at(at - 1L, MISTAKE);
      }
      skipPlain();
    }
  }

  /** Goes over what neither ends a string nor is special in it. */
  private void skipPlain() {
    int here = at;
    while (here < text.length && isPlain(text[here])) {
      here++;
    }
    at = here;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\';
  }

  private void literal(String literal, int start) throws JsonException {
    at = start + literal.length();
    if (at > text.length || !literal.equals(new String(text, start, literal.length()))) {
      throw JsonException.at(start, MISTAKE);
    }
    requireEndOfScalar(start);
  }

  private void number(int start) throws JsonException {
    at = start;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (is('.')) {
      at++;
      digits();
    }
    if (is('e') || is('E')) {
      at++;
      at += peek() == '+' || peek() == '-' ? 1 : 0;
      digits();
    }
    requireEndOfScalar(start);
  }

  private void digits() throws JsonException {
    if (!isDigit(peek())) {
      throw JsonException.at(at, MISTAKE);
    }
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Nothing may stick to a number or a literal. */
  private void requireEndOfScalar(int start) throws JsonException {
    if (at < text.length && " \t\r\n,]}".indexOf(text[at]) < 0) {
      throw JsonException.at(start, MISTAKE);
    }
  }

  private void skipSpace() {
    while (is(' ') || is('\t') || is('\r') || is('\n')) {
      at++;
    }
  }

  private boolean is(char c) {
    return at < text.length && text[at] == c;
  }

  private void require(char expected) throws JsonException {
    if (next() != expected) {
      throw JsonException.at(at - 1L, MISTAKE);
    }
  }

  private char next() throws JsonException {
    char c = peek();
    at++;
    return c;
  }

  private char peek() throws JsonException {
    if (at == text.length) {
      throw JsonException.at(at, "cut short");
    }
    return text[at];
  }
}

package dev.credence.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The tokens of one JSON text, read strictly and within {@link JsonLimits}: what the readers that
 * build a tree of them have in common. Not thread-safe.
 */
final class JsonSource implements AutoCloseable {

  /**
   * Jackson's own constraints are set to what {@link JsonLimits} can allow at most: our limits are
   * met first, and theirs remain as a second fence. Names are neither interned nor remembered, so
   * that a stranger's names can't fill a table that outlives the text. Buffers aren't recycled, so
   * that no token stays behind in one.
   */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonLimits.MOST_LEVELS + 1)
                  .maxDocumentLength(JsonLimits.MOST_CHARACTERS)
                  .maxNumberLength(JsonLimits.MOST_CHARACTERS)
                  .maxStringLength(JsonLimits.MOST_CHARACTERS)
                  .maxNameLength(JsonLimits.MOST_CHARACTERS)
                  .build())
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  private final JsonParser parser;
  private final JsonLimits limits;
  private int members;

  private JsonSource(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  /** Opens a text whose characters pass {@link JsonCharacters}. */
  static JsonSource open(String text, JsonLimits limits) throws IOException, JsonException {
    return open(characters(text, 0, limits), limits);
  }

  /** Opens characters that have passed {@link #characters}. */
  static JsonSource open(char[] characters, JsonLimits limits) throws IOException {
    return new JsonSource(FACTORY.createParser(characters), limits);
  }

  /**
   * The characters of a text that is not too long, once those behind its plain start have passed
   * {@link JsonCharacters}.
   */
  static char[] characters(String text, int plainEnd, JsonLimits limits) throws JsonException {
    if (text.length() > limits.maxLength()) {
      throw JsonException.of("longer than " + limits.maxLength() + " characters");
    }
    char[] characters = text.toCharArray();
    JsonCharacters.check(characters, plainEnd);
    return characters;
  }

  /** Reads the first token, which has to start an object. */
  void requireObject() throws IOException, JsonException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw JsonException.of(first == null ? "empty" : "not an object but " + kind(first));
    }
  }

  void requireEnd() throws JsonException {
    long end = parser.currentLocation().getCharOffset();
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (IOException notEvenJson) {
      more = true;
    }
    if (more) {
      throw JsonException.at(end, "more text after the object");
    }
  }

  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  /** The next member's name within the budget, or null at the end of the object. */
  String nextName() throws IOException, JsonException {
    String name = parser.nextFieldName();
    if (name != null) {
      requireMember(name);
    }
    return name;
  }

  private void requireMember(String name) throws JsonException {
    if (++members > limits.maxMembers()) {
      throw here("more than " + limits.maxMembers() + " members");
    }
    if (name.length() > limits.maxStringLength()) {
      throw here("member name longer than " + limits.maxStringLength() + " characters");
    }
  }

  void requireDepth(int depth) throws JsonException {
    if (depth > limits.maxDepth()) {
      throw here("nested deeper than " + limits.maxDepth() + " levels");
    }
  }

  void requireRoomAfter(int elements) throws JsonException {
    if (elements == limits.maxArrayLength()) {
      throw here("more than " + limits.maxArrayLength() + " elements in an array");
    }
  }

  String string() throws IOException, JsonException {
    if (parser.getTextLength() > limits.maxStringLength()) {
      throw here("string longer than " + limits.maxStringLength() + " characters");
    }
    return parser.getText();
  }

  BigDecimal number() throws IOException, JsonException {
    int length = parser.getTextLength();
    if (length > limits.maxNumberLength()) {
      throw here("number longer than " + limits.maxNumberLength() + " characters");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), length);
    } catch (NumberFormatException exponentBeyondInt) {
      throw tooManyDigits();
    }
    // Few characters can spell a number of a billion digits; whoever computes with it later would
    // have to write it out.
    if (digitsWrittenOut(number) > limits.maxNumberLength()) {
      throw tooManyDigits();
    }
    return number;
  }

  private static long digitsWrittenOut(BigDecimal number) {
    long precision = number.precision();
    long scale = number.scale();
    return scale <= 0 ? precision - scale : Math.max(precision, scale + 1);
  }

  private JsonException tooManyDigits() {
    return here("number of more than " + limits.maxNumberLength() + " digits");
  }

  /** A defect at the token that was read last. */
  JsonException here(String defect) {
    return JsonException.at(offset(), defect);
  }

  /** Where the token that was read last starts, zero-based. */
  long offset() {
    return parser.currentTokenLocation().getCharOffset();
  }

  /** The names and indices that lead to the token that was read last. */
  List<String> path() {
    Deque<String> steps = new ArrayDeque<>();
    JsonStreamContext level = parser.getParsingContext();
    for (; level != null; level = level.getParent()) {
      if (level.inArray() && level.hasCurrentIndex()) {
        steps.addFirst(Integer.toString(level.getCurrentIndex()));
      } else if (level.inObject() && level.hasCurrentName()) {
        steps.addFirst(level.getCurrentName());
      }
    }
    return List.copyOf(steps);
  }

  static JsonException inOurWords(IOException refused) {
    long offset = -1;
    if (refused instanceof JsonProcessingException located && located.getLocation() != null) {
      offset = located.getLocation().getCharOffset();
    }
    boolean cutShort = refused instanceof JsonEOFException;
    return JsonException.at(offset, cutShort ? "cut short" : "not well-formed JSON");
  }

  private static String kind(JsonToken first) {
    return switch (first) {
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      default -> "null";
    };
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}

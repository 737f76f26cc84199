package dev.credence.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.credence.internal.json.LocatedValue.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as {@link StrictJson} does, and keeps the place of every value and member,
 * for documents that people write and are told their mistakes of.
 *
 * <p>Static and thread-safe.
 */
public final class LocatedJson {

  private static final int ELEMENTS = 4;
  private static final int MEMBERS = 4;

  private final JsonSource source;

  /** The names of this text's members, each kept once: a document has few, over and over. */
  private final Map<String, String> names = new HashMap<>();

  private @Nullable Member repeated;

  private LocatedJson(JsonSource source) {
    this.source = source;
  }

  /**
   * Returns the one object that a text holds.
   *
   * @param text the JSON text
   * @param limits how much of it to read at most
   * @return the object, with the place of everything in it
   * @throws LocatedJsonException if the text is anything but one JSON object within the limits
   */
  public static LocatedValue.Members parseObject(String text, JsonLimits limits)
      throws LocatedJsonException {
    try (JsonSource source = JsonSource.open(text, limits)) {
      return new LocatedJson(source).document();
    } catch (JsonException refused) {
      throw new LocatedJsonException(refused, List.of(), null);
    } catch (IOException refused) {
      throw new LocatedJsonException(JsonSource.inOurWords(refused), List.of(), null);
    }
  }

  private LocatedValue.Members document() throws LocatedJsonException {
    try {
      source.requireObject();
      LocatedValue.Members document = object(1);
      source.requireEnd();
      return document;
    } catch (JsonException refused) {
      throw new LocatedJsonException(refused, source.path(), repeated);
    } catch (IOException refused) {
      throw new LocatedJsonException(JsonSource.inOurWords(refused), source.path(), null);
    }
  }

  private LocatedValue.Members object(int depth) throws IOException, JsonException {
    int offset = offset();
    source.requireDepth(depth);
    Map<String, Member> members = new LinkedHashMap<>(MEMBERS);
    for (String read = source.nextName(); read != null; read = source.nextName()) {
      String known = names.putIfAbsent(read, read);
      String name = known == null ? read : known;
      repeated = members.get(name);
      if (repeated != null) {
        throw source.here("duplicate member");
      }
      int nameOffset = offset();
      members.put(name, new Member(name, nameOffset, value(source.next(), depth)));
    }
    return new LocatedValue.Members(offset, Collections.unmodifiableMap(members));
  }

  private LocatedValue.Elements array(int depth) throws IOException, JsonException {
    int offset = offset();
    source.requireDepth(depth);
    List<LocatedValue> elements = new ArrayList<>(ELEMENTS);
    for (JsonToken next = source.next(); next != JsonToken.END_ARRAY; next = source.next()) {
      source.requireRoomAfter(elements.size());
      elements.add(value(next, depth));
    }
    return new LocatedValue.Elements(offset, Collections.unmodifiableList(elements));
  }

  private LocatedValue value(JsonToken token, int depth) throws IOException, JsonException {
    return switch (token) {
      case VALUE_STRING -> scalar(source.string());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(source.number());
      case VALUE_TRUE -> scalar(true);
      case VALUE_FALSE -> scalar(false);
      case VALUE_NULL -> scalar(JsonNull.NULL);
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      default -> throw source.here("not well-formed JSON");
    };
  }

  private LocatedValue.Scalar scalar(Object value) {
    return new LocatedValue.Scalar(offset(), value);
  }

  private int offset() {
    return (int) source.offset();
  }
}

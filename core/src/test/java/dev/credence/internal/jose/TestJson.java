package dev.credence.internal.jose;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the documents of tests. */
public final class TestJson {
  private TestJson() {}

  public static String keySet(Object... entries) {
    return keySet(List.of(entries));
  }

  public static String keySet(List<?> entries) {
    return write(Map.of("keys", entries));
  }

  public static String write(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(member -> write(member.getKey()) + ":" + write(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(TestJson::write).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? '"' + escaped(text) + '"' : String.valueOf(value);
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(c -> c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? escape(c) : "" + (char) c)
        .collect(Collectors.joining());
  }

  private static String escape(int c) {
    return "\\u" + Integer.toHexString(0x10000 | c).substring(1);
  }
}

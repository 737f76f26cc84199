package dev.credence.internal.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of one small JSON object of printable ASCII, in the order of its text.
 *
 * <p>Takes a third of the memory of a {@code LinkedHashMap}, which matters because each token makes
 * one. Unmodifiable and thread-safe once its reader has handed it out.
 */
final class JsonMembers extends AbstractMap<String, Object> {
  /** The most members, so that names which were made to collide cost little. */
  static final int MOST = 64;

  private static final int SLOTS = 2 * MOST;
  private static final int SLOT_MASK = SLOTS - 1;

  /** Each slot holds the number of a member, counted from 1; 0 means that it is empty. */
  private final byte[] slots = new byte[SLOTS];

  private String[] names;
  private Object[] values;
  private int size;
  private boolean hasCapitals;

  JsonMembers(int expected) {
    int room = Math.min(expected, MOST);
    this.names = new String[room];
    this.values = new Object[room];
  }

  /** Adds a member; false if there is one of that name, or no room for it. */
  boolean add(MemberNames.Name name, Object value) {
    int slot = slotOf(name.text());
    if (slots[slot] != 0 || size == MOST) {
      return false;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, MOST);
      values = Arrays.copyOf(values, MOST);
    }
    names[size] = name.text();
    values[size] = value;
    hasCapitals |= name.hasCapitals();
    size++;
    slots[slot] = (byte) size;
    return true;
  }

  /** Whether a name has letters from A to Z. */
  boolean hasCapitals() {
    return hasCapitals;
  }

  /** The slot that holds the name, or the empty one where it belongs. */
  private int slotOf(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ (hash >>> 16)) & SLOT_MASK;
    while (slots[slot] != 0 && !names[slots[slot] - 1].equals(name)) {
      slot = (slot + 1) & SLOT_MASK;
    }
    return slot;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int member = name instanceof String text ? slots[slotOf(text)] : 0;
    return member == 0 ? null : values[member - 1];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<String> keySet() {
    return new Parts<>(member -> names[member]);
  }

  /** The entries are what {@link Map#entry} makes, unmodifiable. */
  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Parts<>(member -> Map.entry(names[member], values[member]));
  }

  /** A part of each member. */
  private final class Parts<T> extends AbstractSet<T> {
    private final IntFunction<T> part;

    Parts(IntFunction<T> part) {
      this.part = part;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public T next() {
          if (next == size) {
            throw new NoSuchElementException();
          }
          return part.apply(next++);
        }
      };
    }
  }
}

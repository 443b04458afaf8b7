package io.millrace.dsl.value;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values by their runtime class: strings, numbers and other boxed primitives, {@code
 * byte[]}, enums, records, lists, sets and maps of these, and what the job has codecs for. The name
 * of a class is written once a payload, where it first occurs, and is a number from there on.
 */
public final class ValueWriter {
  /** What to do about a type that has no codec. */
  public static final String REMEDY =
      "use a string, a primitive, byte[], an enum, a record, or a list, set or map of these, or give"
          + " the job a codec for it with context.codec(..)";

  /** Why a type is no key. */
  public static final String NO_KEY =
      "can't be in a key, because two that hold the same need not meet; use a string, a list or a"
          + " record";

  private final ByteWriter out;
  private final OwnCodecs own;
  private final boolean ofKeys;
  private final Map<Class<?>, Integer> classes = new HashMap<>();

  private ValueWriter(ByteWriter out, OwnCodecs own, boolean ofKeys) {
    this.out = out;
    this.own = own;
    this.ofKeys = ofKeys;
  }

  /** A writer of values that may be anything which has a codec. */
  public static ValueWriter of(ByteWriter out, OwnCodecs own) {
    return new ValueWriter(out, own, false);
  }

  /** A writer of keys: equal ones must have equal bytes, and equal bytes must mean equal keys. */
  public static ValueWriter ofKeys(ByteWriter out, OwnCodecs own) {
    return new ValueWriter(out, own, true);
  }

  /** Starts a payload of its own. */
  public void clear() {
    out.clear();
    classes.clear();
  }

  /**
   * Writes a value behind those before.
   *
   * @throws ValueException when it has no codec, or is null somewhere; the message is a sentence
   */
  public void write(@Nullable Object value) throws ValueException {
    if (value == null) {
      throw new ValueException("null has no codec; leave the record out or use a value");
    } else if (value instanceof String text) {
      tag(ValueTag.STRING);
      text(text);
    } else if (value instanceof Long number) {
      tag(ValueTag.LONG);
      out.putVar(number);
    } else if (value instanceof Integer number) {
      tag(ValueTag.INTEGER);
      out.putVar(number);
    } else {
      structure(value);
    }
  }

  private void structure(Object value) throws ValueException {
    Class<?> as = own.codedAs(value.getClass());
    if (as != null) {
      own(as, value);
    } else if (value instanceof Record) {
      record(value);
    } else if (value instanceof Enum<?> constant) {
      tag(ValueTag.ENUM);
      name(constant.getDeclaringClass());
      out.putVar(constant.ordinal());
    } else if (value instanceof List<?> list) {
      tag(ValueTag.LIST);
      elements(list);
    } else if (value instanceof Set<?> set) {
      refuseKey(value);
      tag(ValueTag.SET);
      elements(set);
    } else if (value instanceof Map<?, ?> map) {
      refuseKey(value);
      map(map);
    } else if (value instanceof byte[] bytes) {
      refuseKey(value);
      tag(ValueTag.BYTES);
      out.putVar(bytes.length);
      out.put(bytes);
    } else {
      boxed(value);
    }
  }

  private void boxed(Object value) throws ValueException {
    if (value instanceof Boolean flag) {
      tag(flag ? ValueTag.TRUE : ValueTag.FALSE);
    } else if (value instanceof Double number) {
      tag(ValueTag.DOUBLE);
      out.putFixed(Double.doubleToLongBits(number));
    } else if (value instanceof Float number) {
      tag(ValueTag.FLOAT);
      out.putVar(Float.floatToIntBits(number));
    } else if (value instanceof Short number) {
      tag(ValueTag.SHORT);
      out.putVar(number);
    } else if (value instanceof Byte number) {
      tag(ValueTag.BYTE);
      out.put(number);
    } else if (value instanceof Character character) {
      tag(ValueTag.CHARACTER);
      out.putVar(character);
    } else {
      throw new ValueException(value.getClass().getName() + " has no codec; " + REMEDY);
    }
  }

  private void refuseKey(Object value) throws ValueException {
    if (ofKeys) {
      String name = value instanceof byte[] ? "byte[]" : value.getClass().getName();
      throw new ValueException(name + " " + NO_KEY);
    }
  }

  private void own(Class<?> as, Object value) throws ValueException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      own.encode(as, value, new DataOutputStream(bytes));
    } catch (IOException | RuntimeException e) {
      throw new ValueException("the codec of " + as.getName() + " threw " + e, e);
    }
    tag(ValueTag.OWN);
    name(as);
    out.putVar(bytes.size());
    out.put(bytes.toByteArray());
  }

  private void record(Object value) throws ValueException {
    RecordShape shape = RecordShape.of(value.getClass());
    tag(ValueTag.RECORD);
    name(value.getClass());
    for (int i = 0; i < shape.size(); i++) {
      try {
        write(shape.component(value, i));
      } catch (ValueException e) {
        throw e.in(shape.pathOf(i));
      }
    }
  }

  private void elements(Collection<?> elements) throws ValueException {
    out.putVar(elements.size());
    for (Object element : elements) {
      write(element);
    }
  }

  private void map(Map<?, ?> map) throws ValueException {
    tag(ValueTag.MAP);
    out.putVar(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      write(entry.getKey());
      write(entry.getValue());
    }
  }

  private void name(Class<?> type) {
    Integer known = classes.putIfAbsent(type, classes.size());
    out.putVar(known == null ? classes.size() - 1 : known);
    if (known == null) {
      text(type.getName());
    }
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putVar(bytes.length);
    out.put(bytes);
  }

  private void tag(ValueTag tag) {
    out.put(tag.ordinal());
  }
}

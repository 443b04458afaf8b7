package io.millrace.core.task;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values by their runtime class: strings, numbers and other boxed primitives, {@code
 * byte[]}, enums, records, and lists and maps of these. The name of a class is written once a
 * payload, where it first occurs, and is a number from there on.
 */
final class ValueWriter {
  private final ByteWriter out;
  private final Map<Class<?>, Integer> classes = new HashMap<>();

  ValueWriter(ByteWriter out) {
    this.out = out;
  }

  /** Starts a payload of its own. */
  void clear() {
    out.clear();
    classes.clear();
  }

  void write(@Nullable Object value) throws ValueException {
    if (value == null) {
      throw new ValueException("null can't cross a shuffle; leave the record out or use a value");
    } else if (value instanceof String text) {
      tag(ValueTag.STRING);
      text(text);
    } else if (value instanceof Long number) {
      tag(ValueTag.LONG);
      out.putVar(number);
    } else if (value instanceof Integer number) {
      tag(ValueTag.INTEGER);
      out.putVar(number);
    } else if (value instanceof Record) {
      record(value);
    } else if (value instanceof Enum<?> constant) {
      tag(ValueTag.ENUM);
      name(constant.getDeclaringClass());
      out.putVar(constant.ordinal());
    } else if (value instanceof List<?> list) {
      list(list);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof byte[] bytes) {
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
      throw new ValueException(
          value.getClass().getName()
              + " can't cross a shuffle; use a string, a boxed primitive, byte[], an enum, a record,"
              + " or a list or map of these");
    }
  }

  private void record(Object value) throws ValueException {
    RecordShape shape = RecordShape.of(value.getClass());
    tag(ValueTag.RECORD);
    name(value.getClass());
    for (int i = 0; i < shape.size(); i++) {
      write(shape.component(value, i));
    }
  }

  private void list(List<?> list) throws ValueException {
    tag(ValueTag.LIST);
    out.putVar(list.size());
    for (Object element : list) {
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

package io.millrace.dsl.value;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads one payload of a {@link ValueWriter} with the job's classes. */
public final class ValueReader {
  private final ByteBuffer in;
  private final ClassLoader loader;
  private final OwnCodecs own;
  private final List<Class<?>> classes = new ArrayList<>();

  /**
   * @param loader of the job's classes
   */
  public ValueReader(byte[] payload, ClassLoader loader, OwnCodecs own) {
    this.in = ByteBuffer.wrap(payload);
    this.loader = loader;
    this.own = own;
  }

  public boolean hasNext() {
    return in.hasRemaining();
  }

  /**
   * The next value.
   *
   * @throws ValueException when the bytes are none; the message is a sentence
   */
  public Object read() throws ValueException {
    try {
      return value();
    } catch (BufferUnderflowException e) {
      throw new ValueException("the payload is cut short at byte " + in.limit(), e);
    }
  }

  private Object value() throws ValueException {
    ValueTag tag = ValueTag.of(in.get());
    return switch (tag) {
      case STRING -> text();
      case LONG -> var();
      case INTEGER -> (int) var();
      case SHORT -> (short) var();
      case BYTE -> in.get();
      case DOUBLE -> in.getDouble();
      case FLOAT -> Float.intBitsToFloat((int) var());
      case CHARACTER -> (char) var();
      case TRUE -> true;
      case FALSE -> false;
      case BYTES -> bytes();
      case ENUM -> constant();
      case RECORD -> record();
      case LIST -> list();
      case MAP -> map();
      case SET -> new LinkedHashSet<>(list());
      case OWN -> own();
    };
  }

  private Object own() throws ValueException {
    Class<?> as = type();
    ByteArrayInputStream content = new ByteArrayInputStream(bytes());
    Object value;
    try {
      value = own.decode(as, new DataInputStream(content));
    } catch (IOException | RuntimeException e) {
      throw new ValueException("the codec of " + as.getName() + " threw " + e, e);
    }
    if (content.available() > 0) {
      throw new ValueException(
          "the codec of %s left %d bytes".formatted(as.getName(), content.available()));
    }
    return value;
  }

  private Object constant() throws ValueException {
    Class<?> type = type();
    Object[] constants = type.getEnumConstants();
    int ordinal = (int) var();
    if (constants == null || ordinal < 0 || ordinal >= constants.length) {
      throw new ValueException(type.getName() + " has no constant with the number " + ordinal);
    }
    return constants[ordinal];
  }

  private Object record() throws ValueException {
    Class<?> type = type();
    if (!type.isRecord()) {
      throw new ValueException(type.getName() + " is no record");
    }
    RecordShape shape = RecordShape.of(type);
    Object[] values = new Object[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value();
    }
    return shape.make(values);
  }

  private List<Object> list() throws ValueException {
    int size = length();
    List<Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(value());
    }
    return list;
  }

  private Map<Object, Object> map() throws ValueException {
    int size = length();
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(value(), value());
    }
    return map;
  }

  private Class<?> type() throws ValueException {
    int number = (int) var();
    if (number < classes.size()) {
      return classes.get(number);
    }
    String name = text();
    try {
      classes.add(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      throw new ValueException("the job's classes have no " + name, e);
    }
    return classes.get(classes.size() - 1);
  }

  private String text() throws ValueException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private byte[] bytes() throws ValueException {
    byte[] bytes = new byte[length()];
    in.get(bytes);
    return bytes;
  }

  /** Of something that takes at least a byte an element. */
  private int length() throws ValueException {
    long length = var();
    if (length < 0 || length > in.remaining()) {
      throw new ValueException("a length of " + length + " exceeds the payload");
    }
    return (int) length;
  }

  private long var() {
    long rest = 0;
    int shift = 0;
    byte next = in.get();
    while (next < 0) {
      rest |= (long) (next & 0x7F) << shift;
      shift += 7;
      next = in.get();
    }
    rest |= (long) next << shift;
    return (rest >>> 1) ^ -(rest & 1);
  }
}

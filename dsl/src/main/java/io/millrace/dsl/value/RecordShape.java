package io.millrace.dsl.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;

/** How to take a record class apart and put it together. */
final class RecordShape {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final MethodHandle[] components;
  private final MethodHandle constructor;

  private RecordShape(Class<?> type) {
    this.type = type;
    RecordComponent[] declared = type.getRecordComponents();
    Class<?>[] types = new Class<?>[declared.length];
    components = new MethodHandle[declared.length];
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < declared.length; i++) {
        types[i] = declared[i].getType();
        components[i] = lookup.unreflect(declared[i].getAccessor()).asType(GETTER);
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MAKER);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("record " + type.getName() + " can't be taken apart", e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  int size() {
    return components.length;
  }

  /** As messages name it: {@code Reading.at}. */
  String pathOf(int index) {
    return type.getSimpleName() + "." + type.getRecordComponents()[index].getName();
  }

  Object component(Object record, int index) throws ValueException {
    try {
      return components[index].invokeExact(record);
    } catch (Throwable thrown) {
      throw new ValueException("an accessor of " + type.getName() + " threw " + thrown, thrown);
    }
  }

  Object make(Object[] values) throws ValueException {
    try {
      return constructor.invokeExact(values);
    } catch (Throwable thrown) {
      throw new ValueException("the constructor of " + type.getName() + " threw " + thrown, thrown);
    }
  }
}

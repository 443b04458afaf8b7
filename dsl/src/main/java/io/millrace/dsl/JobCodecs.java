package io.millrace.dsl;

import io.millrace.dsl.value.OwnCodecs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that a job was given by {@link StreamContext#codec}; of several that take a value, the
 * first. They are few, so they are simply tried in turn.
 */
public record JobCodecs(List<Codec<?>> all) implements OwnCodecs, Serializable {
  /** Of a job that has none of its own. */
  public static final JobCodecs NONE = new JobCodecs(List.of());

  public JobCodecs {
    all = List.copyOf(all);
  }

  @Override
  public @Nullable Class<?> codedAs(Class<?> type) {
    for (Codec<?> codec : all) {
      if (codec.type().isAssignableFrom(type)) {
        return codec.type();
      }
    }
    return null;
  }

  @Override
  @SuppressWarnings("unchecked") // it is of the codec's type
  public void encode(Class<?> as, Object value, DataOutput output) throws IOException {
    ((Codec<Object>) of(as)).encode(value, output);
  }

  @Override
  public Object decode(Class<?> as, DataInput input) throws IOException {
    return of(as).decode(input);
  }

  private Codec<?> of(Class<?> as) throws IOException {
    for (Codec<?> codec : all) {
      if (codec.type() == as) {
        return codec;
      }
    }
    throw new IOException("the job has no codec for it");
  }
}

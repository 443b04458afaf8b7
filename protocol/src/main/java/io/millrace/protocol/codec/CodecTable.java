package io.millrace.protocol.codec;

import java.io.NotSerializableException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All codecs, by type of message and by manifest. */
final class CodecTable {
  private final Map<Class<?>, WireCodec<?>> byType;
  private final Map<String, WireCodec<?>> byManifest;

  private CodecTable(List<WireCodec<?>> codecs) {
    byType = codecs.stream().collect(Collectors.toMap(WireCodec::type, Function.identity()));
    byManifest =
        codecs.stream().collect(Collectors.toMap(WireCodec::manifest, Function.identity()));
  }

  /**
   * @throws IllegalStateException if two codecs share a type or a manifest
   */
  static CodecTable create(ActorRefs refs) {
    return new CodecTable(
        Stream.of(
                new DriverCodecs(refs).all(),
                new DriverListCodecs(refs).all(),
                new WorkerCodecs(refs).all(),
                RegistryCodecs.all(),
                JobCodecs.all(),
                ConductorCodecs.all(),
                SchedulerCodecs.all(),
                ExecutorCodecs.all(),
                BlockStoreCodecs.all(),
                LaneCodecs.all(),
                LeaseCodecs.all(),
                new CodeCodecs(refs).all())
            .<WireCodec<?>>flatMap(List::stream)
            .toList());
  }

  /**
   * @throws IllegalArgumentException if the message has no codec
   */
  WireCodec<?> codecOf(Object message) {
    @Nullable WireCodec<?> codec = byType.get(message.getClass());
    if (codec == null) {
      throw new IllegalArgumentException(
          message.getClass().getName()
              + " has no codec: it is not a message that crosses nodes, or its codec is missing in "
              + getClass().getName());
    }
    return codec;
  }

  /**
   * @throws NotSerializableException if nothing is known by that manifest
   */
  WireCodec<?> named(String manifest) throws NotSerializableException {
    @Nullable WireCodec<?> codec = byManifest.get(manifest);
    if (codec == null) {
      throw new NotSerializableException(
          "manifest '"
              + manifest
              + "' is unknown here: the sender runs another version of Millrace, or a fault of it"
              + " changed the manifest");
    }
    return codec;
  }
}

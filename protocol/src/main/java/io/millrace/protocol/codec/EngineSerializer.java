package io.millrace.protocol.codec;

import akka.actor.ExtendedActorSystem;
import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/**
 * Akka's way to the codecs: writes and reads every {@link io.millrace.protocol.WireMessage}.
 *
 * <p>Byte arrays of a message are copied once on either side: from the array into Artery's buffer,
 * and out of that buffer, which Artery reuses. Holds no state of its own, as several threads use it
 * at once.
 */
public final class EngineSerializer extends SerializerWithStringManifest
    implements ByteBufferSerializer {
  /** Known to every node; Akka keeps 0 to 40 to itself. */
  private static final int IDENTIFIER = 7301;

  private final CodecTable codecs;

  /** Called by Akka. */
  public EngineSerializer(ExtendedActorSystem system) {
    codecs = CodecTable.create(new ActorRefs(system));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return codecs.codecOf(message).manifest();
  }

  @Override
  public byte[] toBinary(Object message) {
    return codecs.codecOf(message).write(message).toByteArray();
  }

  /**
   * @throws BufferOverflowException if the message does not fit, which makes Artery drop it as too
   *     large and say so
   */
  @Override
  public void toBinary(Object message, ByteBuffer buffer) {
    CodedOutputStream out = CodedOutputStream.newInstance(buffer);
    try {
      codecs.codecOf(message).write(message).writeTo(out);
      out.flush();
    } catch (CodedOutputStream.OutOfSpaceException e) {
      throw (BufferOverflowException) new BufferOverflowException().initCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return fromBinary(ByteBuffer.wrap(bytes), manifest);
  }

  @Override
  public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
    WireCodec<?> codec = codecs.named(manifest);
    // The generated classes borrow from the buffer, the codecs copy from those.
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(buffer).newCodedInput();
    in.enableAliasing(true);
    try {
      return codec.read(in);
    } catch (IOException | RuntimeException e) {
      throw unreadable(codec, e);
    }
  }

  private static NotSerializableException unreadable(WireCodec<?> codec, Exception cause) {
    var unreadable =
        new NotSerializableException(
            codec.type().getSimpleName()
                + " (manifest '"
                + codec.manifest()
                + "') can't be read: "
                + cause.getMessage());
    unreadable.initCause(cause);
    return unreadable;
  }
}

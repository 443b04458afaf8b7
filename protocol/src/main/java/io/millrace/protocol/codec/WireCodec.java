package io.millrace.protocol.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.millrace.protocol.WireMessage;
import java.io.IOException;
import java.util.function.Function;

/**
 * How one message is written and read.
 *
 * @param manifest names the message on the wire: two letters for conversation and message, and the
 *     version of its form
 */
record WireCodec<M extends WireMessage>(
    String manifest, Class<M> type, Function<M, ? extends MessageLite> writer, Reader<M> reader) {

  /** Makes a message of its bytes; refuses bytes in which something required is missing. */
  interface Reader<M> {
    M read(CodedInputStream in) throws IOException;
  }

  /** A codec made of a pair of methods, between the message and its generated class. */
  static <M extends WireMessage, W extends MessageLite> WireCodec<M> of(
      String manifest,
      Class<M> type,
      Parser<W> parser,
      Function<M, W> writer,
      Function<W, M> reader) {
    return new WireCodec<>(manifest, type, writer, in -> reader.apply(parser.parseFrom(in)));
  }

  /**
   * @throws ClassCastException if the message is not of this codec's type
   */
  MessageLite write(Object message) {
    return writer.apply(type.cast(message));
  }

  /**
   * @throws IOException if the bytes are not protobuf
   * @throws IllegalArgumentException if something required is missing
   */
  M read(CodedInputStream in) throws IOException {
    return reader.read(in);
  }
}

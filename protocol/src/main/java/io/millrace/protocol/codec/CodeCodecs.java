package io.millrace.protocol.codec;

import io.millrace.protocol.CodeProtocol;
import io.millrace.protocol.wire.CodeWire;
import java.util.List;

/** Conversation {@link CodeProtocol}. */
final class CodeCodecs {
  private final ActorRefs refs;

  CodeCodecs(ActorRefs refs) {
    this.refs = refs;
  }

  List<WireCodec<?>> all() {
    return List.of(
        WireCodec.of(
            "uf1",
            CodeProtocol.FetchCode.class,
            CodeWire.FetchCode.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "up1",
            CodeProtocol.CodePart.class,
            CodeWire.CodePart.parser(),
            this::write,
            this::read),
        WireCodec.of(
            "ux1",
            CodeProtocol.CodeMissing.class,
            CodeWire.CodeMissing.parser(),
            this::write,
            this::read));
  }

  private CodeWire.FetchCode write(CodeProtocol.FetchCode message) {
    return CodeWire.FetchCode.newBuilder()
        .setSha256(message.sha256())
        .setOffset(message.offset())
        .setReplyTo(refs.write(message.replyTo()))
        .build();
  }

  private CodeProtocol.FetchCode read(CodeWire.FetchCode wire) {
    return new CodeProtocol.FetchCode(
        Fields.text(wire.getSha256(), "FetchCode.sha256"),
        wire.getOffset(),
        refs.read(wire.getReplyTo(), "FetchCode.reply_to"));
  }

  private CodeWire.CodePart write(CodeProtocol.CodePart message) {
    return CodeWire.CodePart.newBuilder()
        .setSha256(message.sha256())
        .setOffset(message.offset())
        .setBytes(Fields.bytes(message.bytes()))
        .build();
  }

  private CodeProtocol.CodePart read(CodeWire.CodePart wire) {
    return new CodeProtocol.CodePart(
        Fields.text(wire.getSha256(), "CodePart.sha256"),
        wire.getOffset(),
        wire.getBytes().toByteArray());
  }

  private CodeWire.CodeMissing write(CodeProtocol.CodeMissing message) {
    return CodeWire.CodeMissing.newBuilder()
        .setSha256(message.sha256())
        .setReason(message.reason())
        .build();
  }

  private CodeProtocol.CodeMissing read(CodeWire.CodeMissing wire) {
    return new CodeProtocol.CodeMissing(
        Fields.text(wire.getSha256(), "CodeMissing.sha256"), wire.getReason());
  }
}

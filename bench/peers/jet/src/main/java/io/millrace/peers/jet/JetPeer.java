package io.millrace.peers.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.StreamSource;
import io.millrace.peers.work.PeerOrder;
import io.millrace.peers.work.PeerRun;
import io.millrace.peers.work.RecordWork;

/**
 * Hazelcast Jet in one process, with two cooperative threads. What a source has read goes on as a
 * block of whole records, in turns to two workers: an item a record costs Jet half its throughput.
 */
public final class JetPeer {
  private static final int THREADS = 2;

  private JetPeer() {}

  /** Called by {@code bin/millrace bench versus jet}; see {@link PeerOrder}. */
  public static void main(String[] arguments) throws Exception {
    PeerOrder order = new PeerOrder(arguments);
    HazelcastInstance jet = Hazelcast.newHazelcastInstance(config());
    PeerRun run =
        PeerRun.begin(order, "Hazelcast Jet " + BuildInfoProvider.getBuildInfo().getVersion());
    Pipeline pipeline = Pipeline.create();
    pipeline
        .readFrom(blocks(order.text("sources"), order.sources().size()))
        .withoutTimestamps()
        .rebalance()
        .writeTo(work());
    JobConfig job = new JobConfig().setProcessingGuarantee(ProcessingGuarantee.NONE);
    jet.getJet().newJob(pipeline, job.setMetricsEnabled(false));
    run.finish();
  }

  private static Config config() {
    Config config = new Config();
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(THREADS);
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "jdk");
    return config;
  }

  private static StreamSource<Block> blocks(String sources, int number) {
    return SourceBuilder.stream(
            "blocks", place -> BlockReader.open(sources, place.globalProcessorIndex()))
        .<Block>fillBufferFn(BlockReader::fill)
        .destroyFn(BlockReader::close)
        .distributed(number)
        .build();
  }

  private static Sink<Block> work() {
    return SinkBuilder.sinkBuilder("work", place -> PeerRun.here().take())
        .<Block>receiveFn(JetPeer::work)
        .preferredLocalParallelism(THREADS)
        .build();
  }

  private static void work(RecordWork work, Block block) {
    work.block(block.bytes());
    PeerRun.here().endBlock(work, block.source(), block.number());
  }
}

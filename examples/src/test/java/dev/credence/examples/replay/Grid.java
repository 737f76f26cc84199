package dev.credence.examples.replay;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.CacheSimpleConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.DurationConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig;
import com.hazelcast.config.CacheSimpleConfig.ExpiryPolicyFactoryConfig.TimedExpiryPolicyFactoryConfig.ExpiryPolicyType;
import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Two members of a data grid on the loopback interface, each behind a link of its own. */
final class Grid implements AutoCloseable {
  static final String CACHE = "used-tokens";
  private static final String HOST = "127.0.0.1";
  private static final int MEMBERS = 2;
  private static final int MEMORY_HOURS = 2;
  private static final int TRIES = 5;

  private final String name = UUID.randomUUID().toString();
  private final List<Integer> ports = List.of(freePort(), freePort());
  private final List<Link> links;
  private final List<HazelcastInstance> members = new ArrayList<>();

  private Grid() throws IOException {
    links = List.of(Link.to(ports.get(0)), Link.to(ports.get(1)));
  }

  /** Starts one; at other ports if somebody took one that was free a moment ago. */
  static Grid start() throws IOException {
    for (int left = TRIES; ; left--) {
      Grid grid = new Grid();
      try {
        grid.members.add(grid.start(0));
        grid.members.add(grid.start(1));
        return grid;
      } catch (HazelcastException taken) {
        grid.close();
        if (left == 1) {
          throw taken;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private HazelcastInstance start(int member) {
    Config config = new Config();
    config.setClusterName(name);
    guarantee(config);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.partition.count", "31");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "3");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "1");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "1");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(ports.get(member)).setPortAutoIncrement(false);
    network.setPublicAddress(address(member));
    network.getInterfaces().setEnabled(true).addInterface(HOST);
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .setMembers(Stream.of(0, 1).limit(member + 1L).map(this::address).toList());
    return Hazelcast.newHazelcastInstance(config);
  }

  private String address(int member) {
    return HOST + ":" + links.get(member).port();
  }

  /** What the guarantee rests on. */
  private static void guarantee(Config config) {
    // @start region="hazelcast"
    config.setProperty("hazelcast.operation.fail.on.indeterminate.operation.state", "true");
    config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, MEMBERS));
    CacheSimpleConfig cache = new CacheSimpleConfig();
    cache.setName(CACHE);
    cache.setBackupCount(1);
    cache.setSplitBrainProtectionName("majority");
    cache.getEvictionConfig().setSize(Integer.MAX_VALUE); // 10,000 unless set, then it forgets
    cache.setExpiryPolicyFactoryConfig(
        new ExpiryPolicyFactoryConfig(
            new TimedExpiryPolicyFactoryConfig(
                ExpiryPolicyType.CREATED, new DurationConfig(MEMORY_HOURS, TimeUnit.HOURS))));
    config.addCacheConfig(cache);
    // @end
  }

  Cache<String, String> cache(int member) {
    return members.get(member).getCacheManager().getCache(CACHE);
  }

  IMap<String, String> map(int member) {
    return members.get(member).getMap(CACHE);
  }

  /** What a service gets that knows no more than JCache: of each member a manager of one URI. */
  CacheManager manager(int member) {
    return new HazelcastMemberCachingProvider()
        .getCacheManager(
            URI.create("service"),
            Grid.class.getClassLoader(),
            HazelcastCachingProvider.propertiesByInstanceItself(members.get(member)));
  }

  /** Ends a member as a crash would: nothing is handed over and nobody is told. */
  void kill(int member) {
    members.get(member).getLifecycleService().terminate();
  }

  void split() {
    links.forEach(Link::stall);
  }

  /**
   * Joins what was split, and waits until the entries of the one side are merged into the other.
   */
  void heal() throws InterruptedException {
    CountDownLatch merged = new CountDownLatch(1);
    for (HazelcastInstance member : members) {
      member
          .getLifecycleService()
          .addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
              merged.countDown();
            }
          });
    }
    links.forEach(Link::heal);
    merged.await();
    members.forEach(member -> awaitSize(member, MEMBERS));
  }

  /** Waits until a member has noticed that it is alone. */
  void awaitAlone(int member) {
    awaitSize(members.get(member), 1);
  }

  private static void awaitSize(HazelcastInstance member, int size) {
    while (member.getCluster().getMembers().size() != size) {
      Thread.yield();
    }
  }

  @Override
  public void close() {
    links.forEach(Link::heal);
    members.forEach(member -> member.getLifecycleService().terminate());
    links.forEach(Link::close);
  }
}

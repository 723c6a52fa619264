#include "app/document/network/feeds_json.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "app/document/file_reference.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr int kMaxExample = 1 << 30;

std::vector<float> read_numbers(const JsonReader& reader, std::string_view key) {
    std::vector<float> values;
    values.reserve(reader.array(key).size());
    for (const ParsedJson& value : reader.array(key)) {
        if (!value.is_number() || !std::isfinite(value.get<float>()))
            reader.fail(key, tr("holds something that is not a finite number"));
        values.push_back(value.get<float>());
    }
    return values;
}

nn::Feed read_feed(const JsonReader& reader, const fs::path& session) {
    nn::Feed feed{.source = static_cast<nn::FeedSource>(reader.one_of("source", nn::kFeedSourceNames)),
                  .seed = reader.integer("seed", 0, static_cast<int>(nn::kMaxSeed))};
    if (reader.has("example")) feed.example = reader.integer("example", 0, kMaxExample);
    bool is_sample = false;
    if (feed.source == nn::FeedSource::file)
        feed.file = read_file_reference(reader.object("place"), session, is_sample);
    if (is_sample) reader.fail("place", tr("is not a file"));
    if (feed.source == nn::FeedSource::numbers) {
        std::vector<float> values = read_numbers(reader, "values");
        const nn::Shape shape{std::ssize(values)};
        feed.values = std::make_shared<const nn::Tensor>(nn::Tensor{shape, std::move(values)});
    }
    return feed;
}

}  // namespace

Json feeds_json(const nn::Feeds& feeds, const fs::path& session) {
    Json json = Json::array();
    for (const auto& [input, feed] : feeds) {
        Json entry{{"input", input},
                   {"source", std::string(nn::kFeedSourceNames.at(static_cast<std::size_t>(feed.source)))},
                   {"seed", feed.seed}};
        if (feed.example > 0) entry["example"] = feed.example;
        if (feed.source == nn::FeedSource::file)
            entry["place"] = file_reference_json(feed.file, false, session, tr("the input's numbers"));
        if (feed.source == nn::FeedSource::numbers) entry["values"] = feed.values->values;
        json.push_back(std::move(entry));
    }
    return json;
}

nn::Feeds read_feeds(const JsonReader& reader, const fs::path& session) {
    nn::Feeds feeds;
    const ParsedJson& list = reader.array("feeds");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_object()) reader.fail("feeds", tr("entry {} is not an object", i));
        const JsonReader feed(list[i], reader.file(), fmt::format("network.feeds.{}.", i));
        feeds[feed.text("input")] = read_feed(feed, session);
    }
    return feeds;
}

}  // namespace convscope

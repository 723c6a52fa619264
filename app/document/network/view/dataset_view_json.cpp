#include "app/document/network/view/dataset_view_json.h"

#include <string>

namespace convscope {

namespace {

constexpr int kMaxClass = 1 << 20;

}  // namespace

Json dataset_view_json(const DatasetView& view) {
    return {{"topic", std::string(kDatasetTopicNames.at(static_cast<std::size_t>(view.topic)))},
            {"list", std::string(kAnswerListNames.at(static_cast<std::size_t>(view.list)))},
            {"percent", view.percent},
            {"mistakes_only", view.mistakes_only},
            {"truth", view.truth},
            {"predicted", view.predicted}};
}

DatasetView read_dataset_view(const JsonReader& reader) {
    return {.topic = static_cast<DatasetTopic>(reader.one_of("topic", kDatasetTopicNames)),
            .percent = reader.boolean("percent"),
            .mistakes_only = reader.boolean("mistakes_only"),
            .list = static_cast<AnswerList>(reader.one_of("list", kAnswerListNames)),
            .truth = reader.integer("truth", -1, kMaxClass),
            .predicted = reader.integer("predicted", -1, kMaxClass)};
}

}  // namespace convscope

#include "app/jobs/training/run_moments.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/byte_order.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kSignature = "CSMOMENT";
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMaxTensors = 100'000, kMaxSizes = 100'000;
constexpr std::int64_t kMaxStep = 9'000'000'000'000'000;

/// A weight tensor that training changes.
struct MomentTensor {
    int node = 0;
    std::size_t weight = 0;
};

std::vector<MomentTensor> trained_tensors(const nn::Model& before, const nn::Model& after) {
    std::vector<MomentTensor> tensors;
    for (int node = 0; node < after.size(); ++node)
        for (std::size_t weight = 0; weight < after.node(node).weights.size(); ++weight)
            if (before.node(node).weights[weight] != after.node(node).weights[weight])
                tensors.push_back({node, weight});
    return tensors;
}

class MomentWriter {
  public:
    explicit MomentWriter(std::string& bytes) : bytes_(bytes) {}

    template <class Number>
    void put(Number number) {
        std::array<char, sizeof(Number)> stored;
        std::memcpy(stored.data(), &number, stored.size());
        if constexpr (std::endian::native == std::endian::big) std::ranges::reverse(stored);
        bytes_.append(stored.data(), stored.size());
    }
    void put(std::span<const float> values) {
        if constexpr (std::endian::native == std::endian::little)
            bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
        else
            for (const float value : values) put(value);
    }

  private:
    std::string& bytes_;
};

/// Reads numbers in order; every read past the end throws.
class MomentReader {
  public:
    MomentReader(std::span<const std::uint8_t> bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}

    template <class Number>
    Number get() {
        return number_at<Number>(take(sizeof(Number)).data(), std::endian::little);
    }
    std::vector<float> floats(std::size_t count) {
        if (count > bytes_.size() / sizeof(float)) fail(tr("ends too early"));
        std::vector<float> values(count);
        const std::span<const std::uint8_t> stored = take(count * sizeof(float));
        if constexpr (std::endian::native == std::endian::little)
            std::memcpy(values.data(), stored.data(), stored.size());
        else
            for (std::size_t i = 0; i < count; ++i)
                values[i] = number_at<float>(stored.data() + i * sizeof(float), std::endian::little);
        return values;
    }
    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > bytes_.size()) fail(tr("ends too early"));
        const std::span<const std::uint8_t> next = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return next;
    }
    bool is_at_end() const { return bytes_.empty(); }
    [[noreturn]] void fail(const std::string& fault) const {
        throw LoadError(name_, fault, tr("delete the file; the run then has its last moment only"));
    }

  private:
    std::span<const std::uint8_t> bytes_;
    std::string name_;
};

std::vector<MomentTensor> read_tensors(MomentReader& reader, const nn::Model& model) {
    const auto count = reader.get<std::uint32_t>();
    if (count > kMaxTensors) reader.fail(tr("has an impossible number of weights"));
    std::vector<MomentTensor> tensors;
    tensors.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto node = reader.get<std::uint32_t>(), weight = reader.get<std::uint32_t>();
        const auto values = reader.get<std::uint64_t>();
        const bool is_known = node < static_cast<std::uint32_t>(model.size()) &&
                              weight < model.node(static_cast<int>(node)).weights.size() &&
                              values == model.node(static_cast<int>(node)).weights[weight]->values.size();
        if (!is_known) reader.fail(tr("belongs to a model with other weights"));
        tensors.push_back({static_cast<int>(node), weight});
    }
    return tensors;
}

std::shared_ptr<const std::vector<nn::LayerSizes>> read_sizes(MomentReader& reader) {
    const auto count = reader.get<std::uint32_t>();
    if (count > kMaxSizes) reader.fail(tr("has an impossible number of layers"));
    if (count == 0) return nullptr;
    std::vector<nn::LayerSizes> sizes;
    sizes.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        nn::LayerSizes layer{.node = reader.get<std::int32_t>()};
        layer.gradient = reader.get<double>();
        layer.update = reader.get<double>();
        layer.weights = reader.get<double>();
        sizes.push_back(layer);
    }
    return std::make_shared<const std::vector<nn::LayerSizes>>(std::move(sizes));
}

}  // namespace

std::string encode_moments(const nn::Snapshots& snapshots) {
    std::string bytes(kSignature);
    if (snapshots.empty()) return bytes;
    const nn::Model& last = *snapshots.all().back().model;
    std::vector<nn::Snapshot> kept = snapshots.thinned(nn::Snapshots::limit_for(last, kMaxMomentsBytes)).all();
    // The first model may have been built, and the last one read from a file that divides layers differently.
    std::erase_if(kept, [&last](const nn::Snapshot& snapshot) { return snapshot.model->size() != last.size(); });
    const std::vector<MomentTensor> tensors = trained_tensors(*kept.front().model, last);
    MomentWriter writer(bytes);
    writer.put(kVersion);
    writer.put(static_cast<std::uint32_t>(tensors.size()));
    for (const MomentTensor& tensor : tensors) {
        writer.put(static_cast<std::uint32_t>(tensor.node));
        writer.put(static_cast<std::uint32_t>(tensor.weight));
        writer.put(static_cast<std::uint64_t>(last.node(tensor.node).weights[tensor.weight]->values.size()));
    }
    writer.put(static_cast<std::uint32_t>(kept.size()));
    for (const nn::Snapshot& snapshot : kept) {
        writer.put(snapshot.step);
        writer.put(static_cast<std::uint32_t>(snapshot.sizes ? snapshot.sizes->size() : 0));
        if (snapshot.sizes)
            for (const nn::LayerSizes& layer : *snapshot.sizes) {
                writer.put(static_cast<std::int32_t>(layer.node));
                for (const double size : {layer.gradient, layer.update, layer.weights}) writer.put(size);
            }
        for (const MomentTensor& tensor : tensors)
            writer.put(std::span<const float>(snapshot.model->node(tensor.node).weights[tensor.weight]->values));
    }
    return bytes;
}

nn::Snapshots decode_moments(std::span<const std::uint8_t> bytes, const nn::Model& model, const std::string& name) {
    MomentReader reader(bytes, name);
    nn::Snapshots snapshots;
    if (!std::ranges::equal(reader.take(std::min(bytes.size(), kSignature.size())), kSignature))
        reader.fail(tr("is not a file of moments"));
    if (reader.get<std::uint32_t>() != kVersion) reader.fail(tr("is of another version of the program"));
    const std::vector<MomentTensor> tensors = read_tensors(reader, model);
    const auto count = reader.get<std::uint32_t>();
    if (count > nn::Snapshots::kMaxSnapshots) reader.fail(tr("has too many moments"));
    std::int64_t before = -1;
    for (std::uint32_t i = 0; i < count; ++i) {
        nn::Snapshot snapshot{.step = reader.get<std::int64_t>()};
        if (snapshot.step <= before || snapshot.step > kMaxStep) reader.fail(tr("has steps that do not ascend"));
        before = snapshot.step;
        snapshot.sizes = read_sizes(reader);
        nn::Model weighted = model;
        for (const MomentTensor& tensor : tensors) {
            const nn::Tensor& like = *model.node(tensor.node).weights[tensor.weight];
            nn::Tensor values{like.shape, reader.floats(like.values.size())};
            weighted =
                weighted.with_weight(tensor.node, tensor.weight, std::make_shared<const nn::Tensor>(std::move(values)));
        }
        snapshot.model = std::make_shared<const nn::Model>(std::move(weighted));
        snapshots.add(std::move(snapshot));
    }
    if (!reader.is_at_end()) reader.fail(tr("has bytes after its end"));
    return snapshots;
}

}  // namespace convscope

#include "core/io/tflite/metadata.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/byte_order.h"
#include "core/base/load_error.h"
#include "core/io/labels.h"
#include "core/io/zip_file.h"
#include "core/nn/input/opening.h"
#include "metadata_generated.h"

namespace convscope::tflite {

namespace {

constexpr std::uint64_t kMaxLabelBytes = 4 << 20;
/// The type of an associated file that has one label per class.
constexpr int kAxisLabels = 2;
/// The type of a process unit that scales pixel values.
constexpr int kNormalization = 1;

/// The zip archive at the end of the file; empty if there is none. Its offsets count from the start of the file or, if
/// the archive was appended as it was, from its own start.
std::span<const std::uint8_t> archive_in(std::span<const std::uint8_t> bytes) {
    constexpr std::array<std::uint8_t, 4> kEndRecord{'P', 'K', 5, 6};
    constexpr std::size_t kRecordBytes = 22, kSizeAt = 12, kOffsetAt = 16, kMaxComment = 1 << 16;
    const std::span<const std::uint8_t> end = bytes.last(std::min(bytes.size(), kRecordBytes + kMaxComment));
    const auto found = std::find_end(end.begin(), end.end(), kEndRecord.begin(), kEndRecord.end());
    const auto record = static_cast<std::size_t>(found - end.begin());
    if (end.size() - record < kRecordBytes) return {};
    const std::uint64_t size = number_at<std::uint32_t>(&end[record + kSizeAt], std::endian::little);
    const std::uint64_t offset = number_at<std::uint32_t>(&end[record + kOffsetAt], std::endian::little);
    const std::uint64_t directory_end = bytes.size() - end.size() + record;
    if (size + offset > directory_end) return {};
    return bytes.subspan(static_cast<std::size_t>(directory_end - size - offset));
}

using MetadataList = flatbuffers::Vector<flatbuffers::Offset<format::TensorMetadata>>;

const format::TensorMetadata* first_of(const MetadataList* tensors) {
    return tensors == nullptr || tensors->size() == 0 ? nullptr : tensors->Get(0);
}

std::optional<std::vector<std::string>> labels_of(const format::TensorMetadata& output,
                                                  std::span<const std::uint8_t> bytes) {
    if (output.associated_files() == nullptr) return std::nullopt;
    for (const format::AssociatedFile* const file : *output.associated_files()) {
        if (file->type() != kAxisLabels || file->name() == nullptr) continue;
        try {
            const auto text = ZipFile(archive_in(bytes), "labels").read(file->name()->str(), kMaxLabelBytes);
            if (text) return decode_labels(*text, "labels.txt");
        } catch (const LoadError&) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

/// The number for a colour: one of three, or the only one.
double number_for(const flatbuffers::Vector<float>& numbers, std::size_t colour) {
    return numbers.Get(numbers.size() == 3 ? static_cast<flatbuffers::uoffset_t>(colour) : 0);
}

/// input = (value - mean) / std for values 0..255.
std::optional<nn::Preprocessing> preprocessing_of(const format::Normalization& stored) {
    const auto has_numbers = [](const flatbuffers::Vector<float>* list) {
        return list != nullptr && (list->size() == 1 || list->size() == 3);
    };
    if (!has_numbers(stored.mean()) || !has_numbers(stored.std())) return std::nullopt;
    nn::Preprocessing result;
    for (std::size_t i = 0; i < result.scale.size(); ++i) {
        const double mean = number_for(*stored.mean(), i), deviation = number_for(*stored.std(), i);
        result.scale.at(i) = static_cast<float>(1 / deviation);
        result.offset.at(i) = static_cast<float>(-mean / deviation);
        if (!(deviation > 0) || !std::isfinite(result.scale.at(i)) || !std::isfinite(result.offset.at(i)))
            return std::nullopt;
    }
    return result;
}

std::optional<nn::Preprocessing> preprocessing_of(const format::TensorMetadata& input,
                                                  std::span<const std::uint8_t> metadata) {
    if (input.process_units() == nullptr) return std::nullopt;
    for (const format::ProcessUnit* const unit : *input.process_units()) {
        if (unit->options_type() != kNormalization || unit->options() == nullptr) continue;
        const auto* const normalization = reinterpret_cast<const format::Normalization*>(unit->options());
        flatbuffers::Verifier verifier(metadata.data(), metadata.size());
        if (verifier.VerifyTable(normalization)) return preprocessing_of(*normalization);
    }
    return std::nullopt;
}

}  // namespace

nn::Model with_metadata(const nn::Model& model, std::span<const std::uint8_t> metadata,
                        std::span<const std::uint8_t> bytes) {
    // A copy, because FlatBuffers' numbers must be aligned.
    const std::vector<std::uint8_t> aligned(metadata.begin(), metadata.end());
    flatbuffers::Verifier verifier(aligned.data(), aligned.size());
    if (aligned.empty() || !format::VerifyModelMetadataBuffer(verifier)) return model;
    const format::ModelMetadata& root = *format::GetModelMetadata(aligned.data());
    if (root.subgraphs() == nullptr || root.subgraphs()->size() == 0) return model;
    const format::SubGraphMetadata& subgraph = *root.subgraphs()->Get(0);
    nn::ModelInfo info = model.info();
    if (const format::TensorMetadata* const output = first_of(subgraph.outputs()))
        if (auto labels = labels_of(*output, bytes); labels && nn::labels_problem(model, labels->size()).empty())
            info.labels = std::move(*labels);
    if (const format::TensorMetadata* const input = first_of(subgraph.inputs()))
        if (const auto preprocessing = preprocessing_of(*input, aligned)) {
            info.preprocessing = *preprocessing;
            info.preprocessing_known = true;
        }
    return model.with_info(std::move(info));
}

}  // namespace convscope::tflite

// The Layers workspace as plain values: the open model, its input, and the edits of the model.
// Must not include anything that draws or computes activations: documents are copied and compared all the time.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/image/picture.h"
#include "core/image/reduce.h"
#include "core/nn/input/feed.h"
#include "core/nn/input/opening.h"
#include "core/nn/input/picture_input.h"
#include "core/nn/model/edits.h"
#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"

namespace convscope {

using nn::ModelNotes;

/// A model and its origin: a file, or one of the shipped models, for which `file` is the bare name ("course").
struct OpenModel {
    std::filesystem::path file;
    bool is_sample = false;
    std::shared_ptr<const nn::Model> model;  ///< with the notes applied; null if none is open
    /// The model from nn::as_opened(), before the notes were applied; null if with_notes() was never called.
    std::shared_ptr<const nn::Model> without_notes;
    ModelNotes notes;
    std::filesystem::path weights;  ///< the file of the weights if `file` holds only the layers; otherwise empty

    /// The file's name. A TensorFlow.js model has the name of its folder, because its file is always called model.json.
    std::string name() const;
    /// Compares all but without_notes, which follows from the rest.
    bool operator==(const OpenModel& other) const;
};

/// The model with its notes replaced by those of `notes` that fit it; see nn::fitting_notes(). Keeps the model's
/// pointer if nothing changes.
OpenModel with_notes(OpenModel model, ModelNotes notes);

enum class InputSource { sample, file, dataset, drawing };
inline constexpr std::array<std::string_view, 4> kInputSourceNames{"sample", "file", "dataset", "drawing"};

/// The input of the model: a picture with its adjustments and its paint.
struct NetworkInput {
    InputSource source = InputSource::sample;
    std::filesystem::path file;     ///< the picture's file, the data set's folder, or a sample's bare name
    int number = 0;                 ///< of the picture in the data set's test part
    int label = -1;                 ///< its true class; -1 if that is unknown
    Picture picture;                ///< values 0..255
    std::optional<PixelRect> crop;  ///< the part of the picture that is used
    float brightness = 0;           ///< -nn::kMaxBrightness..nn::kMaxBrightness
    nn::SharedTensor paint;         ///< as in nn::PictureInput

    std::string name() const;
    /// name() in the language of the window.
    std::string title() const;
    /// The input in the form that the engine takes. The conversion is implicit because only the picture's origin is
    /// lost.
    operator nn::PictureInput() const;
    bool operator==(const NetworkInput& other) const;
};

/// A data set and its folder.
struct OpenDataset {
    std::filesystem::path folder;
    std::shared_ptr<const nn::Dataset> data;  ///< null if none is open

    std::string name() const { return folder.filename().string(); }
};
/// Picture `number` (0..size()-1) of the data set. It is not inverted, because networks are trained on the data set's
/// unchanged pictures.
NetworkInput dataset_input(const OpenDataset& dataset, int number);

/// The state of this workspace that undo restores.
struct Network {
    OpenModel model;
    NetworkInput input;  ///< for the model's first input, if it takes a picture
    nn::Feeds feeds;     ///< the numbers of the inputs that take no picture; see nn::feed_of()
    nn::Edits edits;
    bool operator==(const Network&) const = default;

    /// True if something was painted over a picture. A drawing consists of paint and does not count.
    bool is_painted() const { return input.paint && input.source != InputSource::drawing; }
    /// True if input `which`, an index into Model::inputs() of the open model, takes numbers rather than the picture.
    bool takes_numbers(std::size_t which) const;
    /// True if the open model's first input takes a picture, but no picture is open.
    bool lacks_picture() const { return input.picture.planes.empty() && !takes_numbers(0); }
};

}  // namespace convscope

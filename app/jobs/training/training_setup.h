// Prepares a run in the background: its pictures, drawn or read from a folder, and its model before training. Must not
// include documents or drawing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/jobs/cached_job.h"
#include "core/nn/model/model.h"
#include "core/nn/train/build/build_network.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/drawn/drawn_set.h"

namespace convscope {

/// The pictures of a run: a drawn set of `examples` pictures, or those of the folder.
struct PicturesKey {
    std::optional<nn::DrawnSet> drawn;
    std::int64_t examples = 0;
    std::uint64_t seed = 1;
    std::filesystem::path folder;
    int side = 0;                 ///< of the pictures of class folders; 0: see TrainingFolderOptions
    std::filesystem::path cache;  ///< the folder in which fitted pictures are kept; empty: they are not
    bool operator==(const PicturesKey&) const = default;
};

struct TrainingPictures {
    std::shared_ptr<const nn::Dataset> train;  ///< never null
    std::shared_ptr<const nn::Dataset> test;   ///< null without a test part
    std::string note = {};                     ///< sentences about what was left out
    bool is_fitted = false;                    ///< the pictures were fitted to PicturesKey::side
};

class PicturesJob : public CachedJob<PicturesKey, TrainingPictures> {
  public:
    explicit PicturesJob(std::function<void()> wake) : CachedJob(std::move(wake), 2) {}
    /// See CachedJob::request().
    void request(const PicturesKey& key);
};

/// The model before training.
struct StartKey {
    nn::NetworkTask task;
    std::optional<nn::NetworkSettings> settings;  ///< nullopt: the layers of `given`
    nn::WeightStart start = nn::WeightStart::glorot;
    std::shared_ptr<const nn::Model> given;  ///< the model whose weights are taken; null: none
    int frozen = 0;                          ///< the number of layers with weights, from the first on, that keep them
    std::uint64_t seed = 1;
    bool operator==(const StartKey&) const = default;
};

struct StartModel {
    std::shared_ptr<const nn::Model> model;  ///< never null
    int taken = 0;                           ///< the number of layers with the weights of the given model
};

/// The model of the key. Throws ModelError or std::invalid_argument if its network cannot be built, or if the given
/// model takes other pictures than the task's.
StartModel make_start(const StartKey& key);

class StartModelJob : public CachedJob<StartKey, StartModel> {
  public:
    explicit StartModelJob(std::function<void()> wake) : CachedJob(std::move(wake), 3) {}
    void request(const StartKey& key);
};

}  // namespace convscope

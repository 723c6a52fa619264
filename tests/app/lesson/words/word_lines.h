// An example of every word of lessons.
#pragma once

#include <string>
#include <vector>

#include "app/lesson/words.h"
#include "tests/app/lesson/lesson_bench.h"

namespace convscope {

/// `lines` begins with the word; `before` is the state in which it changes something. `is_written`: write_state() can
/// write the change.
struct WordLine {
    WordGroup group = WordGroup::any;
    std::string before, lines;
    bool is_written = true;
};

inline std::vector<WordLine> lab_lines() {
    const WordGroup lab = WordGroup::filter_lab;
    return {{lab, "", "picture portrait"},
            {lab, "picture portrait", "channel red"},
            {lab, "", "motion 3 -2"},
            {lab, "", "motion 3 -2 12.5 1.5"},
            {lab, "", "noise gaussian 20"},
            {lab, "", "noise salt-and-pepper 0.1"},
            {lab, "", "filters 5"},
            {lab, "compare on", "filter b"},
            {lab, "", "compare on"},
            {lab, "compare on", "combine magnitude"},
            {lab, "compare on", "combine sum"},
            {lab, "", "preset laplacian"},
            {lab, "", "preset median"},
            {lab, "", "kernel \"1,2,3;4,5,6;7,8,9.5\""},
            {lab, "", "size 5"},
            {lab, "", "weight 0.1"},
            {lab, "", "bias -3"},
            {lab, "preset box-blur\nkernel \"1,1,1;1,2,1;1,1,1\"", "normalise on"},
            {lab, "", "median on"},
            {lab, "", "transpose"},
            {lab, "", "flip"},
            {lab, "kernel \"1,2,3;4,5,6;7,8,9\"", "rotate"},
            {lab, "", "mirror"},
            {lab, "", "negate"},
            {lab, "", "border keep"},
            {lab, "", "stride 3"},
            {lab, "", "dilation 2"},
            {lab, "", "activation relu"},
            {lab, "", "pool average"},
            {lab, "", "pool-size 4"},
            {lab, "", "pin filtered 10 20"},
            {lab, "compare on\nfilter b", "pin pooled 10 20"},
            {lab, "pin input 10 20", "unpin"},
            {lab, "", "play filter 50"},
            {lab, "pin filtered 10 20", "play sum 3"},
            {lab, "", "true-size on"},
            {lab, "", "lens off"},
            {lab, "picture portrait\npage colour", "example red-green"},
            {lab, "picture portrait\npage colour", "slice blue off"},
            {lab, "picture portrait\npage colour", "slice red \"0,1,0;1,-4,1;0,1,0\""},
            {lab, "page chain", "chain course"},
            {lab, "page chain\nchain course", "stage 1"},
            {lab, "page chain", "stages 3", false},
            {lab, "page chain", "stage-maps 5", false},
            {lab, "page learn", "learn laplacian"},
            {lab, "page learn", "learn own"},
            {lab, "page learn", "learn-start random 4"},
            {lab, "page learn", "learn-rate 0.25"},
            {lab, "page learn", "learn-steps 7"}};
}

inline std::vector<WordLine> layers_lines() {
    const WordGroup layers = WordGroup::layers;
    const std::string open = "workspace layers\nlayer conv2d";
    return {{layers, open, "model plain"},
            {layers, open, "input shirt"},
            {layers, open, "input apple"},
            {layers, open, "input drawing"},
            {layers, open, "brightness 20"},
            {layers, open, "shift 1 0", false},
            {layers, open, "paint 3 3 4 4 200", false},
            {layers, open + "\npaint 3 3 4 4 200", "clear-paint"},
            {layers, open, "layer conv2d_1"},
            {layers, open, "map 7"},
            {layers, open + "\nlayer conv2d_1", "input-map 5"},
            {layers, open, "pin layer 10 12"},
            {layers, open, "pin input 10 12"},
            {layers, open + "\npin layer 10 12", "unpin"},
            {layers, open, "filters-shown on"},
            {layers, open, "products on"},
            {layers, open, "order maximum"},
            {layers, open, "range layer"},
            {layers, open, "class sandal"},
            {layers, open, "class 0"},
            {layers, open, "rival t_shirt_top"},
            {layers, open, "method grad-cam"},
            {layers, open, "why-layer conv2d_1"},
            {layers, open, "why-random from-top"},
            {layers, open, "ablate conv2d 3 1 3"},
            {layers, open, "random dense 5", false},
            {layers, open + "\nablate conv2d 3", "reset"}};
}

inline std::vector<WordLine> training_lines() {
    const WordGroup training = WordGroup::training;
    const std::string open = "workspace training";
    return {{training, open, "dataset shapes"},
            {training, open, "dataset fashion-mnist"},
            {training, open, "images 500"},
            {training, open, "shuffled-labels on"},
            {training, open, "validation 0.3"},
            {training, open, "augmentation drawing"},
            {training, open, "architecture course"},
            {training, open, "architecture plain"},
            {training, open, "convolutions 2"},
            {training, open, "filters 16"},
            {training, open, "kernel-size 3"},
            {training, open, "pool average"},
            {training, open, "padding same"},
            {training, open, "activation linear"},
            {training, open, "dense 64 16"},
            {training, open, "dense none"},
            {training, open, "dropout 0.25"},
            {training, open, "batch-normalization on"},
            {training, open, "epochs 3"},
            {training, open, "batch 16"},
            {training, open, "rate 0.002"},
            {training, open, "decay 0.5"},
            {training, open, "optimizer sgd"},
            {training, open, "seed 7"},
            {training, open, "start twins"},
            {training, open, "frozen 1"},
            {training, open, "stop-accuracy 0.9"},
            {training, open, "stop-loss 0.1"},
            {training, open, "experiment few"},
            {training, open, "section network"}};
}

inline std::vector<WordLine> word_lines() {
    std::vector<WordLine> lines{{WordGroup::any, "", "workspace training"},
                                {WordGroup::any, "", "page learn"},
                                {WordGroup::any, "workspace layers", "page why"},
                                {WordGroup::any, "workspace training", "page health"}};
    for (const auto& more : {lab_lines(), layers_lines(), training_lines()})
        lines.insert(lines.end(), more.begin(), more.end());
    return lines;
}

}  // namespace convscope

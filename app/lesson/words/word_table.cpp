#include <algorithm>
#include <array>

#include "app/lesson/words.h"

namespace convscope {

namespace {

constexpr WordGroup kAny = WordGroup::any, kLab = WordGroup::filter_lab, kLayers = WordGroup::layers,
                    kTraining = WordGroup::training;

constexpr auto kWords = std::to_array<LessonWord>({
    {"workspace", "workspace filter-lab|layers|training", "Shows the workspace."},
    {"page", "page NAME", "Shows the page of the workspace that is shown."},
    {"session", "session FILE", "Opens a session from the lesson's folder, in place of everything."},
    {"cover", "cover NAME...", "Hides these things until the question is answered."},
    {"hide", "hide NAME...", "Hides these things in this step, also after the answer: a later step asks for them."},
    {"point", "point NAME...", "Highlights these things."},
    {"only", "only NAME...", "Lets these controls alone be touched, until free or another only."},
    {"free", "free", "Lets everything be touched again."},

    {"picture", "picture NAME|FILE", "Opens a sample picture, or a file from the lesson's folder.", kLab},
    {"channel", "channel grey|red|green|blue", "Filters this channel of the picture.", kLab},
    {"motion", "motion RIGHT DOWN [TURN [ZOOM]]", "Moves the picture by pixels, degrees and a factor.", kLab},
    {"noise", "noise none|gaussian|salt-and-pepper [AMOUNT]", "Adds noise to the picture.", kLab},
    {"filters", "filters N", "Puts N filters on the picture: 1 to 8.", kLab},
    {"filter", "filter a|b|c|d|e|f|g|h", "Selects the filter that the next words change.", kLab},
    {"compare", "compare on|off", "Shows two filters side by side, or one.", kLab},
    {"combine", "combine none|magnitude|sum|difference|direction", "Combines two filtered pictures.", kLab},
    {"preset", "preset NAME", "Uses a filter by name, with its weight and bias.", kLab},
    {"kernel", "kernel \"a,b,c;d,e,f;g,h,i\"", "Sets the filter's values, row by row.", kLab},
    {"size", "size 1|3|5|7", "Sets the filter's rows and columns; the values stay in the middle.", kLab},
    {"weight", "weight W", "Multiplies the sum.", kLab},
    {"bias", "bias B", "Is added after the weight.", kLab},
    {"normalise", "normalise on|off", "Makes the weight 1 / sum of the values.", kLab},
    {"median", "median on|off", "Uses the median of the window instead of a sum.", kLab},
    {"transpose", "transpose", "Exchanges the filter's rows and columns.", kLab},
    {"flip", "flip", "Rotates the filter by 180 degrees.", kLab},
    {"rotate", "rotate", "Rotates the filter by 90 degrees clockwise.", kLab},
    {"mirror", "mirror", "Exchanges left and right of the filter.", kLab},
    {"negate", "negate", "Changes the sign of all filter values.", kLab},
    {"border", "border valid|zero|replicate|keep", "Chooses the treatment of the border.", kLab},
    {"stride", "stride N", "Sets the step of the window: 1 to 4.", kLab},
    {"dilation", "dilation N", "Sets the distance between the window's pixels: 1 to 4.", kLab},
    {"activation", "activation none|relu|abs|clamp", "Chooses the activation.", kLab},
    {"pool", "pool none|max|average", "Chooses the pooling.", kLab},
    {"pool-size", "pool-size N", "Sets the rows and columns of a pooling block: 2 to 4.", kLab},
    {"pin", "pin input|filtered|pooled ROW COL", "Pins a pixel: its arithmetic stays on screen.", kLab},
    {"unpin", "unpin", "Removes the pin.", kLab},
    {"play", "play off|filter|pool|sum [POSITION]", "Plays a pass, or shows it at a position.", kLab},
    {"true-size", "true-size on|off", "Shows the pooled picture at its own, smaller size.", kLab},
    {"lens", "lens on|off", "Shows the window on the input enlarged, with its numbers.", kLab},
    {"example", "example NAME", "Uses an example of the page Colour.", kLab},
    {"slice", "slice red|green|blue on|off|PRESET|\"KERNEL\"", "Changes a slice of the colour filter.", kLab},
    {"chain", "chain EXAMPLE", "Uses an example of the page Chain.", kLab},
    {"stages", "stages N", "Makes the chain N stages long: 1 to 4.", kLab},
    {"stage", "stage N", "Selects a stage of the chain, from 1.", kLab},
    {"stage-maps", "stage-maps N", "Gives the selected stage N maps: 1 to 8.", kLab},
    {"learn", "learn PRESET|own", "Hides this filter as the target of the page Learn; own: the lab's filter.", kLab},
    {"learn-start", "learn-start zeros|random [SEED]", "Chooses the values before learning.", kLab},
    {"learn-rate", "learn-rate R", "Sets the rate, as a fraction of the largest stable one.", kLab},
    {"learn-steps", "learn-steps N", "Learns N steps.", kLab},

    {"model", "model course|plain|FILE", "Opens a model of the program, or a file from the lesson's folder.", kLayers},
    {"input", "input NAME|FILE", "Opens a garment or a photograph of the program, or a file.", kLayers},
    {"brightness", "brightness B", "Is added to the input's values: -255 to 255.", kLayers},
    {"shift", "shift RIGHT DOWN", "Moves the input by pixels; black comes in.", kLayers},
    {"paint", "paint ROW COL ROWS COLS GREY", "Paints a rectangle of the input: 0 black, 255 white.", kLayers},
    {"clear-paint", "clear-paint", "Removes what shift and paint did.", kLayers},
    {"layer", "layer NAME|NUMBER", "Shows a layer.", kLayers},
    {"map", "map N", "Shows a map of the layer, from 0.", kLayers},
    {"input-map", "input-map N", "Shows the kernel of this map of the layer before.", kLayers},
    {"pin", "pin layer|input ROW COL", "Pins a value of the layer, or a pixel of the input.", kLayers},
    {"unpin", "unpin", "Removes both pins.", kLayers},
    {"filters-shown", "filters-shown on|off", "Shows the layer's filters instead of its maps.", kLayers},
    {"products", "products on|off", "Shows the map as the sum of its input maps' parts.", kLayers},
    {"order", "order number|mean|maximum|contribution", "Orders the maps.", kLayers},
    {"range", "range map|layer|model", "Chooses the values at the ends of the colours.", kLayers},
    {"class", "class NAME|NUMBER|none", "Explains this class; none: the most likely one.", kLayers},
    {"rival", "rival NAME|NUMBER|none", "Compares the explained class with this one.", kLayers},
    {"method", "method NAME", "Chooses the explanation of the page Why.", kLayers},
    {"why-layer", "why-layer NAME", "Chooses the layer of the explanation.", kLayers},
    {"why-random", "why-random none|layer|from-top", "Gives layers random weights, for the explanation alone.",
     kLayers},
    {"ablate", "ablate LAYER MAP...", "Turns these maps off; without a map: none.", kLayers},
    {"random", "random LAYER [SEED]", "Gives the layer random weights, as before training.", kLayers},
    {"reset", "reset", "Restores the trained weights and all maps.", kLayers},

    {"dataset", "dataset lines|shapes|garments|fashion-mnist", "Chooses the pictures to learn from.", kTraining},
    {"images", "images N", "Trains with N pictures.", kTraining},
    {"shuffled-labels", "shuffled-labels on|off", "Permutes the labels at random.", kTraining},
    {"validation", "validation SHARE", "Keeps this share of the pictures for validation: 0 to 0.5.", kTraining},
    {"augmentation", "augmentation none|shift|drawing", "Varies the pictures.", kTraining},
    {"architecture", "architecture course|plain", "Uses the layers of one of the course's networks.", kTraining},
    {"convolutions", "convolutions N", "Sets the number of convolutions: 0 to 4.", kTraining},
    {"filters", "filters N", "Sets the filters of each convolution: 1 to 128.", kTraining},
    {"kernel-size", "kernel-size N", "Sets the rows and columns of the filters: 1 to 7.", kTraining},
    {"pool", "pool max|average|none", "Chooses the pooling after each convolution.", kTraining},
    {"padding", "padding valid|same", "Chooses the padding of the convolutions.", kTraining},
    {"activation", "activation linear|relu|tanh|sigmoid", "Chooses the activation of all layers but the last.",
     kTraining},
    {"dense", "dense none|N...", "Sets the units of the dense layers before the last.", kTraining},
    {"dropout", "dropout SHARE", "Sets the share of values that dropout sets to 0: 0 to 0.9.", kTraining},
    {"batch-normalization", "batch-normalization on|off", "Normalises after each convolution.", kTraining},
    {"epochs", "epochs N", "Sets the number of epochs: 1 to 200.", kTraining},
    {"batch", "batch N", "Sets the pictures of a step: 1 to 1024.", kTraining},
    {"rate", "rate R", "Sets the learning rate.", kTraining},
    {"decay", "decay D", "Sets the factor of the rate after each epoch.", kTraining},
    {"optimizer", "optimizer adam|sgd", "Chooses the optimizer.", kTraining},
    {"seed", "seed N", "Selects the random numbers.", kTraining},
    {"start", "start glorot|zeros|twins", "Chooses the weights before training.", kTraining},
    {"frozen", "frozen N", "Keeps the weights of the first N layers.", kTraining},
    {"stop-accuracy", "stop-accuracy A", "Stops after an epoch with this training accuracy; 0: never.", kTraining},
    {"stop-loss", "stop-loss L", "Stops after an epoch whose training loss is below; 0: never.", kTraining},
    {"experiment", "experiment NAME", "Uses the settings of an experiment.", kTraining},
    {"section", "section data|network|options", "Shows a section of the left panel.", kTraining},
});

}  // namespace

std::span<const LessonWord> lesson_words() {
    return kWords;
}

const LessonWord* find_word(std::string_view word, WordGroup group) {
    const LessonWord* first = nullptr;
    for (const LessonWord& known : kWords) {
        if (known.word != word) continue;
        if (known.group == group || known.group == WordGroup::any) return &known;
        if (first == nullptr) first = &known;
    }
    return first;
}

}  // namespace convscope
